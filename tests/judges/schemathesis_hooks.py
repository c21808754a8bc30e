"""What schemathesis does not know by itself: the bodies of OCSP and of time stamps are bytes."""

import schemathesis

schemathesis.serializer.alias(["application/ocsp-request", "application/timestamp-query"], "application/octet-stream")
