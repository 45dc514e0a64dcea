using IntegrationHub.Exchange.Parties;
using IntegrationHub.Schemas.Documents;

namespace IntegrationHub.Exchange.Rules;

/// <summary>A code in the wrong coding scheme is another code; the remedy names the scheme, or people look for a mistake in the code.</summary>
internal static class CodingSchemes
{
    /// <summary>What to write where nothing but the scheme of a code is wrong; <c>null</c> where something else is.</summary>
    /// <param name="written">The code as the document has it.</param>
    /// <param name="party">Who may be meant.</param>
    public static string? RemedyFor(CodedId written, Party party) =>
        written.CodingScheme is not null && party.Represents.Prepend(party.Code).FirstOrDefault(code => code.Value == written.Value) is { CodingScheme: { } scheme }
            ? $"The code is right and its coding scheme is not: write codingScheme=\"{scheme}\" instead of \"{written.CodingScheme}\"."
            : null;
}
