using System.Text;

namespace IntegrationHub.Acceptance.Tests.Secrets;

/// <summary>What is looked for, in every form in which it could lie somewhere.</summary>
internal sealed class Needle
{
    private readonly byte[][] _forms;

    public Needle(string text)
        : this(text, Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text), Encoding.BigEndianUnicode.GetBytes(text))
    {
    }

    /// <param name="what">Its name, for messages.</param>
    /// <param name="octets">Octets, and others that stand for the same; the first are looked for as digits, too.</param>
    public Needle(string what, params byte[][] octets)
    {
        What = what;
        _forms =
        [
            .. octets, Encoding.ASCII.GetBytes(Convert.ToHexString(octets[0])), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(octets[0])),
            .. Enumerable.Range(0, 3).Select(shift => Base64(octets[0], shift)),
        ];
    }

    public string What { get; }

    /// <summary>Where it begins, and the octets around it for the message of a test; null where it is not.</summary>
    public string? In(ReadOnlySpan<byte> octets)
    {
        foreach (var form in _forms)
        {
            if (octets.IndexOf(form) is var at and >= 0)
            {
                var from = Math.Max(0, at - 40);
                return Readable(octets[from..Math.Min(octets.Length, at + form.Length + 40)]);
            }
        }

        return null;
    }

    /// <summary>The digits that stand for the octets wherever in a text they begin, without those at the edges that depend on their neighbours.</summary>
    private static byte[] Base64(byte[] octets, int shift)
    {
        var whole = Convert.ToBase64String([.. new byte[shift], .. octets]);
        var first = shift == 0 ? 0 : 4;
        return Encoding.ASCII.GetBytes(whole[first..^((octets.Length + shift) % 3 == 0 ? 0 : 4)]);
    }

    private static string Readable(ReadOnlySpan<byte> octets) =>
        string.Concat(Encoding.UTF8.GetString(octets).Select(static letter => char.IsControl(letter) || letter == '\uFFFD' ? '.' : letter));
}
