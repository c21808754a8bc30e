<?php
// Verifies a callback of Surguch with PHP's own functions (8.1 or later, no extensions beyond the usual ones).
//
//   php receiver.php SECRET < request.json     judges one recorded request: {"headers": {…}, "body": "…"}
//   SURGUCH_SECRET=whsec_… php -S 127.0.0.1:9000 receiver.php     takes callbacks over HTTP
//
// SECRET is whsec_…, several of them separated by commas while it is being changed.
declare(strict_types=1);

const TOLERANCE = 5 * 60; // seconds
const LONGEST = 20000;    // bytes of a body

final class Refused extends RuntimeException {}

/** Returns the event, or throws Refused. $body are the bytes as they came, before any parsing. */
function verify(array $secrets, array $headers, string $body, ?int $now = null): array
{
    $headers = array_change_key_case($headers, CASE_LOWER);
    $id = $headers['webhook-id'] ?? '';
    $timestamp = $headers['webhook-timestamp'] ?? '';
    $signatures = explode(' ', $headers['webhook-signature'] ?? '');
    if ($id === '' || !preg_match('/^\d{1,12}$/', $timestamp)) {
        throw new Refused('headers are missing or broken');
    }
    if (abs(($now ?? time()) - (int) $timestamp) > TOLERANCE) {
        throw new Refused('signed too long ago, or in the future');
    }
    foreach ($secrets as $secret) {
        $key = base64_decode(preg_replace('/^whsec_/', '', $secret), true);
        $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
        foreach ($signatures as $signature) {
            if (hash_equals($expected, $signature)) {
                return json_decode($body, true, 32, JSON_THROW_ON_ERROR);
            }
        }
    }
    throw new Refused('no signature fits');
}

/** Whether an event comes for the first time. Keep this in your database, in the transaction that handles the event. */
function first_time(string $eventId): bool
{
    $mark = sys_get_temp_dir() . '/surguch-' . hash('sha256', $eventId);
    $file = @fopen($mark, 'x');
    return $file !== false && fclose($file);
}

if (PHP_SAPI === 'cli') {
    $request = json_decode(stream_get_contents(STDIN), true, 32, JSON_THROW_ON_ERROR);
    try {
        $event = verify(explode(',', $argv[1]), $request['headers'], $request['body']);
        echo "accepted {$event['id']}\n";
        exit(0);
    } catch (Refused $refused) {
        echo "refused: {$refused->getMessage()}\n";
        exit(1);
    }
}

$body = file_get_contents('php://input', false, null, 0, LONGEST + 1);
$headers = [];
foreach (['WEBHOOK_ID', 'WEBHOOK_TIMESTAMP', 'WEBHOOK_SIGNATURE'] as $name) {
    $headers[str_replace('_', '-', $name)] = $_SERVER["HTTP_$name"] ?? '';
}
try {
    if (strlen($body) > LONGEST) {
        throw new Refused('too long');
    }
    $event = verify(explode(',', getenv('SURGUCH_SECRET')), $headers, $body);
} catch (Refused $refused) {
    http_response_code(401);
    exit;
}
if (first_time($event['id'])) {
    error_log($event['type']);
}
// 2xx says: taken, do not send it again. Do long work afterwards.
http_response_code(204);
