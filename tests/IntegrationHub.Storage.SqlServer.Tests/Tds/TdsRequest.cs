using System.Text.RegularExpressions;

namespace IntegrationHub.Storage.SqlServer.Tests.Tds;

/// <summary>What the driver asked for.</summary>
/// <param name="Name">Of the statement, from its first comment; <c>begin</c>, <c>commit</c>, <c>rollback</c>; else <c>unnamed</c>.</param>
/// <param name="Text">The T-SQL.</param>
/// <param name="Declaration">The parameters as the server is told them.</param>
/// <param name="Parameters">Their values.</param>
internal sealed partial record TdsRequest(string Name, string Text, string Declaration, IReadOnlyDictionary<string, object?> Parameters)
{
    private const ushort ExecuteSql = 10;

    public static TdsRequest Transaction(byte[] body)
    {
        var reader = new TdsReader(body);
        reader.SkipHeaders();
        var name = reader.UShort() switch { 5 => "begin", 7 => "commit", 8 => "rollback", _ => "transaction" };
        return new TdsRequest(name, "", "", new Dictionary<string, object?>(StringComparer.Ordinal));
    }

    public static TdsRequest Batch(byte[] body)
    {
        var reader = new TdsReader(body);
        reader.SkipHeaders();
        var text = reader.Rest();
        return new TdsRequest(NameOf(text), text, "", new Dictionary<string, object?>(StringComparer.Ordinal));
    }

    public static TdsRequest Rpc(byte[] body)
    {
        var reader = new TdsReader(body);
        reader.SkipHeaders();
        var length = reader.UShort();
        var procedure = length == 0xFFFF ? reader.UShort() : 0;
        if (procedure != ExecuteSql)
            throw new NotSupportedException($"Procedure {procedure} is new to this peer.");

        reader.UShort();
        var (text, declaration) = ((string)Parameter(reader).Value!, "");
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (!reader.AtEnd)
            declaration = (string)Parameter(reader).Value!;

        while (!reader.AtEnd)
        {
            var (name, value) = Parameter(reader);
            parameters.Add(name, value);
        }

        return new TdsRequest(NameOf(text), text, declaration, parameters);
    }

    private static (string Name, object? Value) Parameter(TdsReader reader)
    {
        var name = reader.Text(reader.Byte());
        reader.Byte();
        return (name, reader.Value().Value);
    }

    private static string NameOf(string text) => FirstComment().Match(text) is { Success: true } match ? match.Groups[1].Value : "unnamed";

    [GeneratedRegex(@"\A/\* (\S+) \*/")]
    private static partial Regex FirstComment();
}
