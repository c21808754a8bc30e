// Verifies a callback of Surguch with .NET's own classes (8 or later): dotnet run, in a project of the SDK Microsoft.NET.Sdk.Web.
//
// The secret is whsec_…, several of them separated by commas while it is being changed, in the environment as SURGUCH_SECRET.

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

var secrets = Environment.GetEnvironmentVariable("SURGUCH_SECRET")!.Split(',');
// Events that were handled already. Keep them in your database, in the transaction that handles the event.
var seen = new ConcurrentDictionary<string, bool>();
var app = WebApplication.CreateBuilder(args).Build();

app.MapPost("/surguch", async (HttpRequest request) =>
{
    if (request.ContentLength is null or > Callback.Longest) return Results.StatusCode(413);
    using var buffer = new MemoryStream();
    await request.Body.CopyToAsync(buffer);
    var body = buffer.ToArray();
    string Header(string name) => request.Headers[name].ToString();
    var refusal = Callback.Refusal(
        secrets, Header("webhook-id"), Header("webhook-timestamp"), Header("webhook-signature"), body, DateTimeOffset.UtcNow);
    if (refusal is not null) return Results.Text(refusal, statusCode: 401);
    if (seen.TryAdd(Header("webhook-id"), true))
    {
        using var callback = JsonDocument.Parse(body);
        Console.WriteLine(callback.RootElement.GetProperty("type"));
    }
    // 2xx says: taken, do not send it again. Do long work afterwards.
    return Results.NoContent();
});
app.Run();

public static class Callback
{
    public const int Longest = 20_000; // bytes of a body
    private const long Tolerance = 5 * 60; // seconds

    /// <summary>Null where the request came from Surguch, just now; otherwise why not. The body is what came, before any parsing.</summary>
    public static string? Refusal(
        string[] secrets, string id, string timestamp, string signatures, byte[] body, DateTimeOffset now)
    {
        if (id.Length == 0 || !long.TryParse(timestamp, out var seconds)) return "headers are missing or broken";
        if (seconds > now.ToUnixTimeSeconds() + Tolerance || seconds < now.ToUnixTimeSeconds() - Tolerance)
            return "signed too long ago, or in the future";
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        foreach (var secret in secrets)
        {
            var key = Convert.FromBase64String(secret.StartsWith("whsec_") ? secret["whsec_".Length..] : secret);
            var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
            foreach (var signature in signatures.Split(' '))
                // compares in constant time
                if (CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(signature))) return null;
        }
        return "no signature fits";
    }
}
