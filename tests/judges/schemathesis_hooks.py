"""What schemathesis does not know by itself: the bodies of OCSP, of time stamps, of requests for certificates, of scans and of contents are bytes."""

import schemathesis

BYTES = ["application/ocsp-request", "application/timestamp-query", "application/pdf", "application/x.req", "image/jpeg"]
schemathesis.serializer.alias(BYTES, "application/octet-stream")
