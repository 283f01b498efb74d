"""Runs checks, and says which of them have failed."""

import asyncio
import inspect
import traceback


def run(name, checks):
    """Runs functions, some of them coroutines; returns the exit code."""
    failed = []
    for check in checks:
        try:
            result = check()
            if inspect.isawaitable(result):
                asyncio.run(result)
        except Exception:
            traceback.print_exc()
            failed.append(check.__name__)
    print(f"{name}: {len(checks) - len(failed)} of {len(checks)} checks passed", *failed)
    return 1 if failed else 0
