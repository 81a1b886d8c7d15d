"""From a key in the search bar to the painted result, on the seeds.

    python benchmarks/keys.py [ROUNDS]

Types queries key by key into the real program in a pseudo-terminal. A result is painted when the
status of the search changes and nothing more is written for 40 ms; its time is that of the last
write before the pause. Prints p50 and p95 in milliseconds over all keys.
"""

from __future__ import annotations

import statistics
import sys
import time

from terminal import Recording

QUERIES = ("饥饿营销", "飢餓營銷", "jieyingxiao", "jeyx", "CEO", "用户", "饥渴营消", "weibo yingxiao")
PAUSE = 0.04


def settle(recording: Recording, since: float) -> float:
    """Seconds from `since` to the last write before a pause."""
    last = since
    while True:
        if recording.read(PAUSE):
            last = time.perf_counter()
        elif last > since or time.perf_counter() - since > 1:
            return last - since


def main() -> None:
    """Measures and prints."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    recording = Recording([sys.executable, "-m", "mireader"])
    recording.until(lambda output: "小米手机创办之初".encode() in output)
    time.sleep(2)
    times: list[float] = []
    for _ in range(rounds):
        for query in QUERIES:
            recording.send("/")
            settle(recording, time.perf_counter())
            for key in query:
                recording.send(key)
                times.append(settle(recording, time.perf_counter()) * 1000)
            recording.send("\x1b")
            time.sleep(0.3)
            while recording.read(0.05):
                pass
    recording.close()
    cut = statistics.quantiles(times, n=20)
    print(f"keys {len(times)}\np50_ms {statistics.median(times):.1f}\np95_ms {cut[18]:.1f}\nmax_ms {max(times):.1f}")


if __name__ == "__main__":
    main()
