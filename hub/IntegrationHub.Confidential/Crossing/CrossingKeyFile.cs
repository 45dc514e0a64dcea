using System.Security.Cryptography;
using IntegrationHub.Confidential.KeyEncryption;
using IntegrationHub.Keys;

namespace IntegrationHub.Confidential.Crossing;

/// <summary>One side's keys for what crosses, in a file. Each side opens its own with its own key-encryption key; the other's private keys are in no file that it can open.</summary>
/// <remarks>Thread-safe. A file that changes is read again at the next use.</remarks>
public sealed class CrossingKeyFile : ICrossingSeal, IDisposable
{
    private readonly string _file;
    private readonly IKeyEncryptionKeys _keys;
    private readonly CrossingSeal _seal;
    private readonly Lock _turn = new();
    private CrossingKeyring _ring;
    private DateTime _readAt;

    private CrossingKeyFile(string file, IKeyEncryptionKeys keys)
    {
        (_file, _keys) = (file, keys);
        _readAt = File.GetLastWriteTimeUtc(file);
        _ring = Load(file, keys);
        _seal = new(Now);
    }

    /// <summary>Opens a side's file.</summary>
    /// <exception cref="KeyEncryptionException">It is missing or damaged, or its key-encryption key is another.</exception>
    public static CrossingKeyFile Open(string file, IKeyEncryptionKeys keys) => new(file, keys);

    /// <summary>True for what an end seals, by its form alone.</summary>
    public static bool IsSealed(string payload) => CrossingSeal.IsSealed(payload);

    /// <summary>Two ends that end with the process: for tests, and for stores that are thrown away.</summary>
    public static (ICrossingSeal Company, ICrossingSeal Customers) InMemory()
    {
        using ECDiffieHellman company = CrossingKeyring.Make(), customers = CrossingKeyring.Make();
        var (one, other) = (new CrossingSeal(Ring(company, customers)), new CrossingSeal(Ring(customers, company)));
        return (one, other);

        static Func<CrossingKeyring> Ring(ECDiffieHellman own, ECDiffieHellman other)
        {
            var (point, theirs) = (CrossingKeyring.PointOf(own), CrossingKeyring.PointOf(other));
            var ring = new CrossingKeyring([(point, own.ExportParameters(includePrivateParameters: true).D!)], [theirs], CrossingKeyName.Of(point), CrossingKeyName.Of(theirs));
            return () => ring;
        }
    }

    /// <summary>Makes a new pair for each side, the first ones where there are none. Former pairs stay: what was sealed with them is read with them.</summary>
    /// <remarks>Both files have every key before either seals with a new one: killed in between, everything that was sealed opens.</remarks>
    /// <exception cref="KeyEncryptionException">A file that is there does not open; nothing was changed then.</exception>
    public static void Rotate((string File, IKeyEncryptionKeys Keys) company, (string File, IKeyEncryptionKeys Keys) customers, DateTimeOffset now)
    {
        using var turn = SecretFiles.TakeTurn(company.File);
        Rotate(company, customers, Known(company), Known(customers), now);
    }

    /// <summary>Makes the first pair for each side, unless both have theirs: of two processes that begin at once one makes them.</summary>
    /// <exception cref="KeyEncryptionException">A file that is there does not open; nothing was changed then.</exception>
    public static void Ensure((string File, IKeyEncryptionKeys Keys) company, (string File, IKeyEncryptionKeys Keys) customers, DateTimeOffset now)
    {
        using var turn = SecretFiles.TakeTurn(company.File);
        var (one, two) = (Known(company), Known(customers));
        if (one is null || two is null)
            Rotate(company, customers, one, two, now);
    }

    /// <summary>True when everything of before the sealing is sealed.</summary>
    public bool OpenIsSealed => Read(_file).OpenIsSealed;

    /// <summary>Notes that everything of before the sealing is sealed; new keys take the note back, since an old backup may have come back.</summary>
    public static void NoteOpenIsSealed(string file)
    {
        using var turn = SecretFiles.TakeTurn(file);
        SecretFiles.Replace(file, (Read(file) with { OpenIsSealed = true }).ToOctets());
    }

    public string Seal(in CrossingBinding at, string payload) => _seal.Seal(at, payload);

    public string? Open(in CrossingBinding at, string payload) => _seal.Open(at, payload);

    public string SealReceived(in CrossingBinding at, string payload) => _seal.SealReceived(at, payload);

    public bool Knows(string payload) => _seal.Knows(payload);

    public void Dispose() => _ring.Dispose();

    private CrossingKeyring Now()
    {
        lock (_turn)
        {
            var written = File.GetLastWriteTimeUtc(_file);
            if (written != _readAt && File.Exists(_file))
            {
                // The former ring stays until the end: somebody may be at work with it.
                _ring = Load(_file, _keys);
                _readAt = written;
            }

            return _ring;
        }
    }

    private static CrossingKeyring Load(string file, IKeyEncryptionKeys keys)
    {
        try
        {
            return Read(file).Unwrap(keys);
        }
        catch (CryptographicException)
        {
            throw Damaged(file);
        }
    }

    private static void Rotate(
        (string File, IKeyEncryptionKeys Keys) company, (string File, IKeyEncryptionKeys Keys) customers, CrossingKeysDocument? one, CrossingKeysDocument? two, DateTimeOffset now)
    {
        var (ofCompany, ofCustomers) = (CrossingKeysDocument.NewPair("company", company.Keys, now), CrossingKeysDocument.NewPair("customers", customers.Keys, now));
        var next = (Company: With("company", one, ofCompany, ofCustomers), Customers: With("customers", two, ofCustomers, ofCompany));
        if (one is not null && two is not null)
        {
            SecretFiles.Replace(customers.File, (next.Customers with { From = two.From, To = two.To }).ToOctets());
            SecretFiles.Replace(company.File, (next.Company with { From = one.From, To = one.To }).ToOctets());
        }

        SecretFiles.Replace(customers.File, next.Customers.ToOctets());
        SecretFiles.Replace(company.File, next.Company.ToOctets());
    }

    private static CrossingKeysDocument? Known((string File, IKeyEncryptionKeys Keys) side)
    {
        if (!File.Exists(side.File))
            return null;

        using var ring = Load(side.File, side.Keys);
        return Read(side.File);
    }

    private static CrossingKeysDocument With(string side, CrossingKeysDocument? known, CrossingKeysDocument.Pair own, CrossingKeysDocument.Pair other) => new(
        CrossingKeysDocument.CurrentFormat, side, [.. known?.Own ?? [], own], [.. known?.Other ?? [], other.Point], own.Point, other.Point);

    private static CrossingKeysDocument Read(string file)
    {
        if (!File.Exists(file))
            throw new KeyEncryptionException(KeyEncryptionProblem.Missing, $"There is no file {file} with the keys for what crosses to the customers' side.", "Bring it back with `ihub keys restore FILE`.");

        var content = SecretFiles.Read(file);
        if (content.Problem is { } problem)
            throw new KeyEncryptionException(KeyEncryptionProblem.Damaged, $"{problem.File}: {problem.Detail}", problem.Remedy);

        return CrossingKeysDocument.Parse(content.Value) ?? throw Damaged(file);
    }

    private static KeyEncryptionException Damaged(string file) =>
        new(KeyEncryptionProblem.Damaged, $"{file} holds no keys for what crosses.", "Bring it back with `ihub keys restore FILE`.");
}
