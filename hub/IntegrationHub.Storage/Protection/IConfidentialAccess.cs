namespace IntegrationHub.Storage.Protection;

/// <summary>Port: whether confidential data may be used on the store as it lies on its disk now.</summary>
public interface IConfidentialAccess
{
    /// <summary>Called before confidential data are read or written; cheap enough for each time.</summary>
    /// <param name="module">Who asks, for the message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConfidentialRefusedException">Nothing encrypts the store's files and nobody answers for it.</exception>
    ValueTask DemandAsync(string module, CancellationToken cancellationToken);
}

/// <summary>Confidential data may not be used on this store. Nothing was read or written.</summary>
public sealed class ConfidentialRefusedException(string module, EncryptionVerdict verdict) : Exception($"{module} holds confidential data and does not work: {verdict.Text}")
{
    /// <summary>Stable code.</summary>
    public string Code => verdict.Code;

    /// <summary>What to do about it.</summary>
    public string Remedy => verdict.Remedy;
}
