-- Refreshes, each time with a token that an earlier answer gave. TOKENS names a file with one refresh token on each line, at least as many as
-- there are connections; what the form has before the token is in the environment variable REFRESH.
dofile((debug.getinfo(1, "S").source:sub(2):match("(.*/)") or "./") .. "report.lua")

local before = os.getenv("REFRESH") or ""
local check = response
local tokens = {}

function init(arguments)
  for line in io.lines(os.getenv("TOKENS")) do tokens[#tokens + 1] = line end
end

function request()
  local token = table.remove(tokens)
  return wrk.format("POST", nil, { ["Content-Type"] = "application/x-www-form-urlencoded" }, before .. "refresh_token=" .. token)
end

function response(status, headers, body)
  check(status, headers, body)
  local next = body:match('"refresh_token":"([^"]+)"')
  if next then tokens[#tokens + 1] = next end
end
