"""httpbin from PyPI behind a middleware that counts its requests: `counted_httpbin.py PORT`.

GET /__stats answers the number so far and the CPU time of this process.
"""

import json
import resource
import sys
import threading

import waitress
from httpbin import app


class Counted:
    def __init__(self, application):
        self.application, self.requests, self.lock = application, 0, threading.Lock()

    def __call__(self, environment, start_response):
        if environment["PATH_INFO"] == "/__stats":
            usage = resource.getrusage(resource.RUSAGE_SELF)
            start_response("200 OK", [("Content-Type", "application/json")])
            return [json.dumps({"requests": self.requests, "cpu": usage.ru_utime + usage.ru_stime}).encode()]
        with self.lock:
            self.requests += 1
        return self.application(environment, start_response)


waitress.serve(Counted(app), host="127.0.0.1", port=int(sys.argv[1]), threads=8, connection_limit=1000, _quiet=True)
