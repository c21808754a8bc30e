// Verifies a callback of Surguch with .NET's own classes: .NET 8 or later, .NET Framework 4.7.2 or later, or Mono.
//
//   Receiver SECRET ID TIMESTAMP SIGNATURES < body     judges one recorded request
//   Receiver SECRET --listen PORT                      takes callbacks over HTTP
//
// SECRET is whsec_…, several of them separated by commas while it is being changed.
// .NET: `dotnet run` in a project of the SDK Microsoft.NET.Sdk with this file. Mono: `mcs -r:System.Core Receiver.cs && mono Receiver.exe …`.

using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Text;

public static class Receiver
{
    private const long Tolerance = 5 * 60; // seconds
    private const int Longest = 20000;     // bytes of a body

    // Events that were handled already. Keep them in your database, in the transaction that handles the event.
    private static readonly ConcurrentDictionary<string, bool> Seen = new ConcurrentDictionary<string, bool>();

    /// <summary>Null where the request came from Surguch, just now; otherwise why not. The body is what came, before any parsing.</summary>
    public static string Refusal(string[] secrets, string id, string timestamp, string signatures, byte[] body, DateTimeOffset now)
    {
        long seconds;
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(signatures) || !long.TryParse(timestamp, out seconds))
            return "headers are missing or broken";
        if (seconds > now.ToUnixTimeSeconds() + Tolerance || seconds < now.ToUnixTimeSeconds() - Tolerance)
            return "signed too long ago, or in the future";
        var head = Encoding.UTF8.GetBytes(id + "." + timestamp + ".");
        var signed = new byte[head.Length + body.Length];
        head.CopyTo(signed, 0);
        body.CopyTo(signed, head.Length);
        foreach (var secret in secrets)
        {
            var key = Convert.FromBase64String(secret.StartsWith("whsec_", StringComparison.Ordinal) ? secret.Substring(6) : secret);
            using (var mac = new HMACSHA256(key))
            {
                var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(mac.ComputeHash(signed)));
                foreach (var signature in signatures.Split(' '))
                    if (AreEqual(expected, Encoding.UTF8.GetBytes(signature))) return null;
            }
        }
        return "no signature fits";
    }

    // In constant time. Where there is CryptographicOperations.FixedTimeEquals, take that.
    private static bool AreEqual(byte[] one, byte[] other)
    {
        if (one.Length != other.Length) return false;
        var difference = 0;
        for (var at = 0; at < one.Length; at++) difference |= one[at] ^ other[at];
        return difference == 0;
    }

    private static void Take(HttpListenerContext context, string[] secrets)
    {
        var headers = context.Request.Headers;
        var id = headers["webhook-id"];
        var body = Read(context.Request.InputStream, Longest + 1);
        var refusal = body.Length > Longest
            ? "too long"
            : Refusal(secrets, id, headers["webhook-timestamp"], headers["webhook-signature"], body, DateTimeOffset.UtcNow);
        if (refusal == null && Seen.TryAdd(id, true)) Console.WriteLine(Encoding.UTF8.GetString(body));
        // 2xx says: taken, do not send it again. Do long work afterwards.
        context.Response.StatusCode = refusal == null ? 204 : 401;
        context.Response.Close();
    }

    private static byte[] Read(Stream stream, int most)
    {
        var bytes = new byte[most];
        int filled = 0, count;
        while (filled < most && (count = stream.Read(bytes, filled, most - filled)) > 0) filled += count;
        Array.Resize(ref bytes, filled);
        return bytes;
    }

    public static int Main(string[] words)
    {
        var secrets = words[0].Split(',');
        if (words[1] == "--listen")
        {
            var listener = new HttpListener();
            listener.Prefixes.Add("http://127.0.0.1:" + words[2] + "/");
            listener.Start();
            Console.WriteLine("listening");
            while (true) Take(listener.GetContext(), secrets);
        }
        var body = Read(Console.OpenStandardInput(), Longest);
        var refusal = Refusal(secrets, words[1], words[2], words[3], body, DateTimeOffset.UtcNow);
        Console.WriteLine(refusal == null ? "accepted " + words[1] : "refused: " + refusal);
        return refusal == null ? 0 : 1;
    }
}
