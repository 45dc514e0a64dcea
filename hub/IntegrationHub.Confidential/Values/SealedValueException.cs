namespace IntegrationHub.Confidential.Values;

/// <summary>Why a value does not open.</summary>
public enum SealedValueProblem
{
    /// <summary>It has no header: plaintext where none may be any more, or something else.</summary>
    NotSealed,

    /// <summary>Its header names a format or a suite that this program does not know.</summary>
    Unknown,

    /// <summary>The store has no such data key.</summary>
    KeyMissing,

    /// <summary>It was altered, cut or moved from another place.</summary>
    NotAuthentic,
}

/// <summary>A stored value does not open: a damaged or altered store, never a wrong input. Holds no part of the value.</summary>
public sealed class SealedValueException(SealedValueProblem problem, string message, Exception? inner = null) : Exception(message, inner)
{
    public SealedValueProblem Problem { get; } = problem;
}
