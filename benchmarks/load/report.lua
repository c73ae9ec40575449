-- One line for each run: requests per second, p50 and p99 in milliseconds, failures. An answer that is not 200, or has not the text in the
-- environment variable EXPECT in its body, is a failure: there are servers that answer 200 to whoever is not signed in. With PAUSE each
-- connection waits for so many milliseconds before each request.
local expected = os.getenv("EXPECT")
local pause = tonumber(os.getenv("PAUSE"))
local threads = {}
wrong = 0

if pause then
  function delay() return pause end
end

function setup(thread)
  threads[#threads + 1] = thread
end

function response(status, headers, body)
  if status ~= 200 or expected and not body:find(expected, 1, true) then wrong = wrong + 1 end
end

function done(summary, latency, requests)
  local failures = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  for _, thread in ipairs(threads) do failures = failures + thread:get("wrong") end
  io.write(string.format("RESULT %.0f %.2f %.2f %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, failures))
end
