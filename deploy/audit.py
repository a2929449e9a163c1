"""Ask for known faults in what is shipped: `make audit`, or with a report of pip-audit as argument, read that one.

A fault that is known fails. A service that cannot be reached fails nothing, but is said aloud: then nobody has looked.
"""

import json
import subprocess
import sys
from pathlib import Path

PINS = Path(__file__).with_name("requirements.txt")
ACCEPTED: dict[str, str] = {}
"""Id of a fault to why it does not concern us; look through it with every release."""
SECONDS = 300


def asked() -> str:
    """Run pip-audit on the pinned list; answer its report, nothing where it could not make one, and say why not."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(PINS), "--require-hashes", "--disable-pip"]
    try:
        done = subprocess.run(  # noqa: S603 - our own command
            [*command, "--format", "json", "--progress-spinner", "off"],
            capture_output=True, text=True, check=False, timeout=SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        print(f"pip-audit: no answer within {SECONDS} seconds", file=sys.stderr)
        return ""
    if not done.stdout.strip():
        print(f"pip-audit: {(done.stderr.strip().splitlines() or ['it said nothing'])[-1]}", file=sys.stderr)
    return done.stdout


def main(report: str) -> int:
    """Say what a report holds; answer the exit code."""
    try:
        found = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        print(
            "NOT AUDITED: there is no report, most often because no service could be reached. Nobody has looked.",
            file=sys.stderr,
        )
        return 0
    faults = [
        f"{one['name']} {one['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none yet'}"
        for one in found
        for fault in one.get("vulns", ())
        if fault["id"] not in ACCEPTED
    ]
    skipped = [one["name"] for one in found if "skip_reason" in one]
    for fault in faults:
        print(fault)
    if skipped:
        some = f"{len(skipped)} of {len(found)} packages ({', '.join(skipped[:3])}, …)"
        print(f"NOT AUDITED: {some} are unknown to the service that answered. Nobody has looked.", file=sys.stderr)
    elif not faults:
        print(f"ok {len(found)} packages, no known faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).read_text(encoding="utf-8") if len(sys.argv) > 1 else asked()))
