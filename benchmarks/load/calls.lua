-- Makes the calls in the file that CALLS names, one after the other: path, access token and body on each line, apart by tabs. What a refresh
-- was answered with is used last.
dofile((debug.getinfo(1, "S").source:sub(2):match("(.*/)") or "./") .. "report.lua")

local calls, made = {}, 0

local function add(path, token, body)
  local headers = { ["Content-Type"] = "application/x-www-form-urlencoded" }
  if token ~= "" then headers["Authorization"] = "Bearer " .. token end
  calls[#calls + 1] = wrk.format(body == "" and "GET" or "POST", path, headers, body ~= "" and body or nil)
end

function init(arguments)
  for line in io.lines(os.getenv("CALLS")) do add(line:match("^(.-)\t(.-)\t(.*)$")) end
end

function request()
  made = made + 1
  return calls[(made - 1) % #calls + 1]
end

if os.getenv("CALLS"):match("refresh$") then
  function response(status, headers, body)
    local next = body:match('"refresh_token":"([^"]+)"')
    if next then add("/auth/refresh", "", "refresh_token=" .. next) end
  end
end
