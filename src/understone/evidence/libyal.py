"""What the libyal libraries (libewf, libvmdk, libvhdi, libqcow, libfsapfs) raise, and what of it a person can use."""

LIBYAL_ERRORS = (OSError, RuntimeError, SystemError, ValueError, OverflowError, TypeError)
"""Their own IOErrors, and what their bindings make of values that do not fit."""


def told(error: BaseException) -> str:
    """Return the innermost reason: `pyewf_handle_open: unable to open. libewf_x: REASON. libewf_y: unable to …`."""
    sentences = " ".join(str(error).split()).rstrip(".").split(". ")
    reason = sentences[1] if len(sentences) > 1 else sentences[0]
    return reason.split(": ", 1)[-1][:300] or type(error).__name__
