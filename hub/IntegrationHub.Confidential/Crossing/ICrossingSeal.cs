namespace IntegrationHub.Confidential.Crossing;

/// <summary>One side's end of what crosses: seals for the other side alone, and opens what the other side sealed for this one. Thread-safe.</summary>
public interface ICrossingSeal
{
    /// <summary>Seals for the other side.</summary>
    /// <param name="at">What it belongs to.</param>
    /// <param name="payload">Text.</param>
    /// <returns>A JSON object that says nothing of the payload but its length.</returns>
    /// <exception cref="KeyEncryption.KeyEncryptionException">The keys are not to be had.</exception>
    string Seal(in CrossingBinding at, string payload);

    /// <summary>Opens what the other side sealed.</summary>
    /// <returns>Null for what is not sealed, was altered, belongs elsewhere, or was sealed by somebody else.</returns>
    /// <exception cref="KeyEncryption.KeyEncryptionException">The keys are not to be had.</exception>
    string? Open(in CrossingBinding at, string payload);

    /// <summary>Seals what the other side sent this one before there was sealing, so that <see cref="Open"/> opens it. Only the receiving side and the sending one can.</summary>
    /// <exception cref="KeyEncryption.KeyEncryptionException">The keys are not to be had.</exception>
    string SealReceived(in CrossingBinding at, string payload);

    /// <summary>True for what was sealed between these two sides, in either direction: other keys than a store's are told by it.</summary>
    bool Knows(string payload);
}
