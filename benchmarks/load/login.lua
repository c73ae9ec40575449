-- Posts the environment variable LOGIN, as a form or as the media type in LOGIN_TYPE.
dofile((debug.getinfo(1, "S").source:sub(2):match("(.*/)") or "./") .. "report.lua")
wrk.method = "POST"
wrk.headers["Content-Type"] = os.getenv("LOGIN_TYPE") or "application/x-www-form-urlencoded"
wrk.body = os.getenv("LOGIN")
