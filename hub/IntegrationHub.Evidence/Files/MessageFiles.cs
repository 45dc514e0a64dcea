using System.Buffers;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Schemas.Xml;

namespace IntegrationHub.Evidence.Files;

/// <summary>
/// Signs and verifies messages as people hold them: in a file, bare or inside a SOAP envelope. Nothing of the envelope
/// counts; the message is taken by its bytes. Pure: the caller reads and writes the files.
/// </summary>
/// <remarks>Thread-safe.</remarks>
public sealed class MessageFiles(IMessageSigner signer, IMessageVerifier verifier)
{
    /// <summary>With the engine of this project.</summary>
    public MessageFiles()
        : this(new MessageSigner(), new MessageVerifier())
    {
    }

    /// <summary>Verifies the message in a file.</summary>
    /// <param name="file">All bytes of the file.</param>
    /// <param name="policy">Trust is the caller's: with <see cref="Certificates.TrustAnchors.None"/> a message that is whole is still refused as <c>untrusted</c>.</param>
    /// <param name="at">The time to judge certificates at.</param>
    public FileVerdict Verify(ReadOnlyMemory<byte> file, SignaturePolicy policy, DateTimeOffset at)
    {
        var input = Utf8Input.Open(file);
        if (input.Error is { } error)
            return new(false, [ReasonOf(Unreadable(error))], null);
        if (EnvelopedMessage.Find(input.Bytes.Span, input.Transcoded, out var place) is { } refusal)
            return new(false, [ReasonOf(refusal)], null);
        var verdict = verifier.Verify(input.Bytes.Slice(place.Offset, place.Length), policy, at);
        if (verdict.Accepted)
            return new(true, [], verdict);
        var untrusted = policy.Trust.IsEmpty && verdict.Refusal.Code == SignatureRefusalCode.CertificateUntrusted;
        return new(false, [untrusted ? Untrusted(verdict) : ReasonOf(verdict.Refusal)], verdict);
    }

    /// <summary>Signs the message in a file in UTF-8; an envelope around it stays as it is, byte for byte.</summary>
    public SignedFile Sign(ReadOnlyMemory<byte> file, SigningKey key)
    {
        var input = Utf8Input.Open(file);
        if (input.Error is { } error)
            return new(null, Unreadable(error));
        if (input.Transcoded)
            return new(null, SignatureRefusals.Of(SignatureRefusalCode.Unreadable, $"The file is encoded in {input.Encoding}; only UTF-8 is signed."));
        if (EnvelopedMessage.Find(file.Span, transcoded: false, out var place) is { } refusal)
            return new(null, refusal);
        var signed = new ArrayBufferWriter<byte>(file.Length + 4096);
        signed.Write(file.Span[..place.Offset]);
        if (signer.TrySign(file.Slice(place.Offset, place.Length), key, signed) is { } unsigned)
            return new(null, unsigned);
        signed.Write(file.Span[(place.Offset + place.Length)..]);
        return new(signed.WrittenSpan.ToArray(), null);
    }

    private static SignatureRefusal Unreadable(XmlError error) => SignatureRefusals.Of(SignatureRefusalCode.Unreadable, $"{error.Id}: {error.Message}");

    private static FileReason ReasonOf(SignatureRefusal refusal) => new(refusal.Id, refusal.Detail, refusal.Remedy);

    private static FileReason Untrusted(SignatureVerdict verdict) => new(
        "untrusted",
        $"The message is what the holder of the key of {verdict.Signer?.Subject} signed, but who that is is not established: no authority was given to trust.",
        "Name the authority you trust (PEM). Do not take it from the message.");
}
