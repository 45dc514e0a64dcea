using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Revocation;

namespace IntegrationHub.Notary.Revocation;

/// <summary>
/// A folder with everything that was fetched: of each list and each certificate's answer the last of every day, so that a start has data
/// before it asks anybody, other processes read it, and evidence of years ago carries what was known then.
/// </summary>
/// <remarks>
/// Nothing in it is trusted: each piece is believed only where its authority vouches for it. Names: <c>SHA256.yyyyMMdd.crl</c> of the
/// authority, <c>SHA256.yyyyMMdd.ocsp</c> and <c>SHA256.cer</c> of the certificate. One writer at a time.
/// </remarks>
public sealed class RevocationFolder(string path)
{
    private const string StateFile = "sources.json";

    /// <summary>Keeps a list in place of an earlier one of the same day. Nothing is written where the newest that the authority vouches for is newer.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void KeepList(X509Certificate2 issuer, byte[] encoded, DateTimeOffset now) => Keep(
        issuer, "crl", encoded, now, octets => CertificateList.TryRead(octets) is { } list && list.IsFrom(issuer) ? list.ThisUpdate : null);

    /// <summary>Keeps an answer about a certificate, as <see cref="KeepList"/> keeps a list.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void KeepAnswer(X509Certificate2 certificate, X509Certificate2 issuer, byte[] encoded, DateTimeOffset now) => Keep(
        certificate, "ocsp", encoded, now, octets => OcspResponse.TryRead(octets)?.Find(certificate, issuer)?.ThisUpdate);

    /// <summary>Keeps a certificate itself, for which a thumbprint alone would not do. One that is there already stays as it is, so that several may keep the same at once.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Keep(X509Certificate2 certificate)
    {
        var thumbprint = SignerBinding.ThumbprintOf(certificate);
        if (Find(thumbprint) is { } known)
        {
            known.Dispose();
            return;
        }

        Write(thumbprint + ".cer", certificate.RawData, $"{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.new");
    }

    /// <summary>Certificates that were kept and are not among the taken ones yet, at most so many; what is none is passed over.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public IReadOnlyList<X509Certificate2> Certificates(int most, ISet<string> taken) =>
        [.. Files("*.cer").Where(taken.Add).Take(most).Select(ReadCertificate).OfType<X509Certificate2>()];

    /// <summary>A certificate by its SHA-256 thumbprint, or null.</summary>
    public X509Certificate2? Find(string thumbprint) =>
        thumbprint.All(char.IsAsciiHexDigit) && ReadCertificate(Path.Combine(path, thumbprint.ToUpperInvariant() + ".cer")) is { } found
        && string.Equals(SignerBinding.ThumbprintOf(found), thumbprint, StringComparison.OrdinalIgnoreCase) ? found : null;

    /// <summary>The newest piece about a certificate or of an authority, or null.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public byte[]? Newest(X509Certificate2 about, string ending) =>
        Files($"{SignerBinding.ThumbprintOf(about)}.*.{ending}").LastOrDefault() is { } file ? Read(file) : null;

    /// <summary>The newest of everything, and what was last known on the named days: the revocation data of a bundle.</summary>
    public IReadOnlyList<byte[]> Select(IReadOnlyCollection<DateOnly> days)
    {
        var wanted = days.Select(d => d.ToString("yyyyMMdd", null)).ToHashSet(StringComparer.Ordinal);
        var chosen = new List<byte[]>();
        foreach (var ending in new[] { "crl", "ocsp" })
        {
            foreach (var pieces in Files($"*.*.{ending}").GroupBy(f => Path.GetFileName(f).Split('.')[0], StringComparer.Ordinal))
            {
                var all = pieces.ToList();
                chosen.AddRange(all.Where((f, i) => i == all.Count - 1 || wanted.Contains(Path.GetFileName(f).Split('.')[1])).Select(Read).OfType<byte[]>());
            }
        }
        return chosen;
    }

    /// <summary>How the sources did when they were asked last; empty before.</summary>
    public IReadOnlyList<RevocationSourceState> ReadStates()
    {
        try
        {
            return Read(Path.Combine(path, StateFile)) is { } json ? JsonSerializer.Deserialize<List<RevocationSourceState>>(json) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Write(IReadOnlyList<RevocationSourceState> states) => Write(StateFile, JsonSerializer.SerializeToUtf8Bytes(states));

    private string[] Files(string pattern)
    {
        try
        {
            var files = Directory.GetFiles(path, pattern);
            Array.Sort(files, StringComparer.Ordinal);
            return files;
        }
        catch (DirectoryNotFoundException) when (!File.Exists(path))
        {
            // Nothing was kept yet. What is there and cannot be read must not be taken for empty.
            return [];
        }
    }

    /// <param name="madeAt">When a piece was made; null for one that the authority does not vouch for.</param>
    private void Keep(X509Certificate2 about, string ending, byte[] encoded, DateTimeOffset now, Func<byte[], DateTimeOffset?> madeAt)
    {
        if (Newest(about, ending) is not { } kept || madeAt(kept) is not { } keptFrom || madeAt(encoded) >= keptFrom)
            Write($"{SignerBinding.ThumbprintOf(about)}.{now.UtcDateTime:yyyyMMdd}.{ending}", encoded);
    }

    private static X509Certificate2? ReadCertificate(string file)
    {
        try
        {
            return Read(file) is { } der ? X509CertificateLoader.LoadCertificate(der) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[]? Read(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllBytes(file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Write(string name, byte[] content, string ending = "new")
    {
        Directory.CreateDirectory(path);
        var file = Path.Combine(path, name);
        var unfinished = $"{file}.{ending}";
        File.WriteAllBytes(unfinished, content);
        File.Move(unfinished, file, overwrite: true);
    }
}
