"""The fixture service `inventory`, with GET /__stats, which answers with the number of requests so far and the CPU time spent."""

import resource
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "fixtures/services/inventory"))
import service  # noqa: E402


class Counted(service.Handler):
    requests = 0
    counting = threading.Lock()

    def answer(self):
        if self.path == "/__stats":
            usage = resource.getrusage(resource.RUSAGE_SELF)
            return self.send_json(200, {}, {"requests": Counted.requests, "cpu": usage.ru_utime + usage.ru_stime})
        with Counted.counting:
            Counted.requests += 1
        return super().answer()


service.Handler = Counted
service.main()
