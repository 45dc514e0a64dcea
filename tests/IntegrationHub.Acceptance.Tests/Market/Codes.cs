using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Acceptance.Tests.Market;

/// <summary>Coded ids that name nobody.</summary>
internal static class Codes
{
    /// <summary>An EIC made of a name, with the check character that fits.</summary>
    public static CodedId Eic(string name)
    {
        var body = ("10X" + name.ToUpperInvariant()).PadRight(15, '-')[..15];
        var check = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".First(candidate => Schemas.Rules.Eic.TryCreate(body + candidate, out _));
        return new CodedId(body + check, "A01");
    }
}
