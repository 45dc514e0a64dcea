namespace IntegrationHub.Keys;

/// <summary>Why a key, certificate or trust file cannot be used. Codes are stable; operators script on them.</summary>
public enum KeyProblemCode
{
    FileMissing,
    FileUnreadable,

    /// <summary>Others than the owner may read a file that holds a secret.</summary>
    FileTooOpen,
    PassphraseMissing,
    PassphraseWrong,
    NoCertificate,
    NoPrivateKey,

    /// <summary>The private key is not the one the certificate speaks of.</summary>
    KeyMismatch,
    UnsupportedKey,
    KeyTooSmall,
    NotYetValid,
    Expired,
    NotACertificateAuthority,

    /// <summary>A signing device cannot be reached, lacks the key, or refuses.</summary>
    DeviceUnusable,

    /// <summary>A signing device refused its PIN; it counts.</summary>
    PinRefused,
}

/// <summary>One problem with key material: what is wrong, with which file, and what to do about it.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="File">The file as it was named.</param>
/// <param name="Detail">What is wrong, in a sentence. Never holds a secret.</param>
/// <param name="Remedy">What an operator does about it.</param>
public sealed record KeyProblem(KeyProblemCode Code, string File, string Detail, string Remedy)
{
    public override string ToString() => $"{File}: {Detail} {Remedy}";
}

/// <summary>Key material that is used without asking first turned out unusable; carries the typed problem.</summary>
public sealed class KeyProblemException(KeyProblem problem) : Exception(problem.ToString())
{
    public KeyProblem Problem { get; } = problem;
}

/// <summary>Either what was loaded or the problem that prevented it.</summary>
/// <typeparam name="T">A key, a certificate or a set of them.</typeparam>
public sealed class Loaded<T> where T : class
{
    private readonly T? value;

    private Loaded(T? value, KeyProblem? problem)
    {
        this.value = value;
        Problem = problem;
    }

    /// <summary>Null when loading succeeded.</summary>
    public KeyProblem? Problem { get; }

    /// <summary>What was loaded.</summary>
    /// <exception cref="KeyProblemException">Loading failed; the exception carries <see cref="Problem"/>.</exception>
    public T Value => value ?? throw new KeyProblemException(Problem!);

    public static implicit operator Loaded<T>(T value) => new(value, null);

    public static implicit operator Loaded<T>(KeyProblem problem) => new(null, problem);
}
