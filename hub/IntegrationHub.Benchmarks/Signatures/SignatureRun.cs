using System.Diagnostics;
using System.Security.Cryptography;
using IntegrationHub.Evidence.Signatures;

namespace IntegrationHub.Benchmarks.Signatures;

/// <summary>Measures all contenders at one size after the other and keeps the rows.</summary>
internal sealed class SignatureRun(SignatureMaterial material, Action<string> progress)
{
    private readonly MessageSigner signer = new();
    private readonly MessageVerifier verifier = new();

    public List<BenchRow> Rows { get; } = [];

    /// <summary>The message of the last size, signed by us.</summary>
    public byte[] LastSigned { get; private set; } = [];

    public double LastVerifySeconds { get; private set; }

    /// <summary>
    /// Lets the runtime compile both engines for good, as in a server that runs for days: it recompiles hot methods twice,
    /// in the background, and on a busy machine that takes seconds.
    /// </summary>
    public void WarmUp()
    {
        progress("warm up");
        var message = SignatureMaterial.MessageOf(20_000);
        var signed = signer.Sign(message, material.Key);
        var sink = new DiscardingWriter();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 6_000 || Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5); i++)
        {
            Verify(signed);
            if (i % 4 == 0)
                signer.TrySign(message, material.Key, sink);
            if (i % 40 == 0)
            {
                SignedXmlEngine.Verify(signed, material.Key.Certificate);
                SignedXmlEngine.Sign(message, material.Key.Certificate, Stream.Null);
            }
        }
    }

    /// <summary>Ratios of our speed over SignedXml's, signing and verifying.</summary>
    public (double Sign, double Verify) Measure(string size, byte[] message, int repeats)
    {
        LastSigned = signer.Sign(message, material.Key);
        var signed = LastSigned;
        var sink = new DiscardingWriter();
        var digest = SHA256.HashData(message);
        var value = material.PrivateKey.SignHash(digest, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        var sign = Time($"sign {size} ours", message.Length, repeats, () => signer.TrySign(message, material.Key, sink));
        var verify = LastVerifySeconds = Time($"verify {size} ours", signed.Length, repeats, () => Verify(signed));
        Time($"sign {size} floor", message.Length, repeats, () => material.PrivateKey.SignHash(SHA256.HashData(message), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Time($"verify {size} floor", message.Length, repeats, () => material.PrivateKey.VerifyHash(SHA256.HashData(message), value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var fewer = Math.Max(1, repeats / 5);
        var theirSign = Time($"sign {size} SignedXml", message.Length, fewer, () => SignedXmlEngine.Sign(message, material.Key.Certificate, Stream.Null));
        var theirVerify = Time($"verify {size} SignedXml", signed.Length, fewer, () => SignedXmlEngine.Verify(signed, material.Key.Certificate));
        return (theirSign / sign, theirVerify / verify);
    }

    public void Add(string name, int bytes, double seconds, long? allocated = null) =>
        Rows.Add(new BenchRow(name, Math.Round(bytes / seconds / 1e6, 2), "MB/s", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["milliseconds"] = Math.Round(seconds * 1000, 4),
            ["bytes"] = bytes,
            ["allocated"] = allocated ?? 0,
        }));

    /// <summary>Megabytes that signing and verifying add, the larger of both.</summary>
    public double Growth(byte[] signed)
    {
        progress("memory growth");
        var message = SignatureMaterial.MessageOf(signed.Length);
        var sink = new DiscardingWriter();
        return Math.Max(MemoryGrowth.MegabytesOf(() => Verify(signed)), MemoryGrowth.MegabytesOf(() => signer.TrySign(message, material.Key, sink)));
    }

    private void Verify(byte[] signed)
    {
        var verdict = verifier.Verify(signed, material.Policy, material.Now);
        if (!verdict.Accepted)
            throw new InvalidOperationException(verdict.Refusal.ToString());
    }

    /// <summary>The median of the runs, in seconds.</summary>
    private double Time(string name, int bytes, int repeats, Action work)
    {
        progress(name);
        work();
        var seconds = new double[repeats];
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < repeats; i++)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / repeats;
        var median = BenchStatistics.Median(seconds);
        Add(name, bytes, median, allocated);
        return median;
    }
}
