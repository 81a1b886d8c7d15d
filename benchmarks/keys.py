"""From a key in the search bar to the painted result, on the seeds.

    python benchmarks/keys.py [ROUNDS]

Types queries key by key into the real program in a pseudo-terminal. A result is painted when the
frame that holds the new status of the search (its number of hits and time) has been written: list
and preview are in the same frame. Prints p50 and p95 in milliseconds over all keys.
"""

from __future__ import annotations

import statistics
import sys
import time

from terminal import Recording

QUERIES = ("饥饿营销", "飢餓營銷", "jieyingxiao", "jeyx", "CEO", "用户", "饥渴营消", "weibo yingxiao")
PAUSE = 0.01
PATIENCE = 1.0


def painted(recording: Recording, since: float) -> float | None:
    """Seconds from `since` to the end of the first frame that holds a status of the search.

    None where none is written: the status says the same as before.
    """
    seen = b""
    while time.perf_counter() - since < PATIENCE:
        data = recording.read(PAUSE)
        seen += data
        if b" ms" in seen and len(data) < 4095:  # a frame is written in pieces of 4 KiB
            return time.perf_counter() - since
    return None


def quiet(recording: Recording) -> None:
    """Waits until nothing has been written for a while."""
    while recording.read(0.15):
        pass


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
            quiet(recording)
            for key in query:
                if key != " ":
                    since = time.perf_counter()
                    recording.send(key)
                    took = painted(recording, since)
                    if took is not None:
                        times.append(took * 1000)
                    time.sleep(0.06)
                    quiet(recording)
                else:
                    recording.send(key)
                    quiet(recording)
            recording.send("\x1b")
            time.sleep(0.3)
            quiet(recording)
    recording.close()
    cut = statistics.quantiles(times, n=20)
    print(f"keys {len(times)}\np50_ms {statistics.median(times):.1f}\np95_ms {cut[18]:.1f}")
    print(f"max_ms {max(times):.1f}")


if __name__ == "__main__":
    main()
