"""What every page tells the browser: run nothing that is not ours, tell nobody, keep nothing."""

from __future__ import annotations

from flask import Flask, Response, request

from services.portal.http.here import here

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
YEAR_S = 31_536_000


def register(app: Flask) -> None:
    app.after_request(_secure)


def _secure(answer: Response) -> Response:
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if not request.path.startswith("/assets/"):
        answer.headers.setdefault("Cache-Control", "no-store")
    if here().encrypted:
        answer.headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_S}; includeSubDomains")
    return answer
