using System.Buffers;
using System.Globalization;
using IntegrationHub.Schemas.Documents;
using IntegrationHub.Schemas.Rules;
using IntegrationHub.Schemas.Writing;

namespace IntegrationHub.Market.Settlement;

/// <summary>A dispute as a ProblemStatement (IEC 62325-451-5): which line of which account, both figures, and the claim in words.</summary>
public static class DisputeDocument
{
    /// <summary>Message type: trouble shooting document.</summary>
    private const string TroubleShooting = "A35";

    /// <summary>Reason: the quantity is not coherent.</summary>
    private const string Quantity = "A42";

    /// <summary>Reason: complementary information.</summary>
    private const string Words = "A95";

    /// <param name="header">Identification and parties.</param>
    /// <param name="dispute">The line and the claim.</param>
    /// <param name="period">The time that the line is about.</param>
    /// <param name="area">EIC of the area.</param>
    /// <param name="account">The account in dispute: its mRID, type and creation.</param>
    /// <param name="proof">Digest of a file that proves the claim; null without one.</param>
    public static byte[] Write(AccountHeader header, AccountDispute dispute, TimeInterval period, string area, (string MRid, string Type, DateTimeOffset Created) account, string? proof)
    {
        var output = new ArrayBufferWriter<byte>();
        ProblemStatementWriter.Write(
            new ProblemStatement
            {
                MRid = header.MRid,
                Type = TroubleShooting,
                Sender = header.Sender,
                Receiver = header.Receiver,
                Created = header.Created,
                Period = period,
                ExpectedType = account.Type,
                ExpectedCreated = account.Created,
                Domain = new(area, "A01"),
                Reasons =
                [
                    new(Quantity, ReasonText.Shorten(Figures(dispute.Line, account.MRid))),
                    .. Pieces(dispute.Claim).Select(static piece => new Reason(Words, piece)),
                    .. proof is null ? [] : new[] { new Reason(Words, $"proof, SHA-256 {proof}") },
                ],
            },
            output);
        return output.WrittenSpan.ToArray();
    }

    private static string Figures(ComparedLine line, string account) => string.Create(
        CultureInfo.InvariantCulture,
        $"account {account}, series {line.Series}, position {line.Position}: yours {Side(line.Theirs)}, ours {Side(line.Ours)}");

    private static string Side(AccountLine? line) =>
        line is null ? "none" : line.Amount is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{line.Energy}, {amount}") : $"{line.Energy}";

    /// <summary>A reason holds so many characters and no more.</summary>
    private static IEnumerable<string> Pieces(string claim)
    {
        var text = new string([.. claim.Select(static letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(ReasonText.MaxLength, text.Length - at);
            if (at + length < text.Length && char.IsHighSurrogate(text[at + length - 1]))
                length--;

            yield return text.Substring(at, length);
            at += length;
        }
    }
}
