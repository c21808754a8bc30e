"""What schemathesis does not know by itself: the bodies of OCSP, of time stamps and of contents are bytes."""

import schemathesis

schemathesis.serializer.alias(["application/ocsp-request", "application/timestamp-query", "application/pdf"], "application/octet-stream")
