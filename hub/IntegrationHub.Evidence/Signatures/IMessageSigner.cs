using System.Buffers;

namespace IntegrationHub.Evidence.Signatures;

/// <summary>Signs messages as IEC 62325-504 asks. Thread-safe.</summary>
public interface IMessageSigner
{
    /// <summary>
    /// The same bytes with one enveloped ds:Signature inserted as the last child of Header; every other byte stays as it is.
    /// </summary>
    /// <param name="unsignedMessage">A RequestMessage or ResponseMessage in UTF-8 that declares all its prefixes itself.</param>
    /// <param name="key">The key to sign with.</param>
    /// <exception cref="ArgumentException">The bytes are no such message, or are signed already.</exception>
    byte[] Sign(ReadOnlyMemory<byte> unsignedMessage, SigningKey key);

    /// <summary>As <see cref="Sign"/>, for messages of which the caller cannot be sure.</summary>
    /// <returns>Null after the signed message was written; else the reason, and nothing was written.</returns>
    SignatureRefusal? TrySign(ReadOnlyMemory<byte> unsignedMessage, SigningKey key, IBufferWriter<byte> destination);
}

/// <summary>Verifies messages signed as IEC 62325-504 asks. Thread-safe.</summary>
public interface IMessageVerifier
{
    /// <summary>
    /// Verifies the one signature of a message under a policy. Opens no connection, whatever the message says; judges
    /// certificates at <paramref name="at"/> and at no other time.
    /// </summary>
    /// <param name="message">Exactly the bytes of the message: in SOAP, the body's child from the start of its start tag to the end of its end tag.</param>
    /// <param name="policy">What the party may sign with.</param>
    /// <param name="at">When the message was received, or the time an auditor asks about.</param>
    /// <param name="part">What is read in the same walk; null where nothing is.</param>
    SignatureVerdict Verify(ReadOnlyMemory<byte> message, SignaturePolicy policy, DateTimeOffset at, IMessagePart? part = null);
}
