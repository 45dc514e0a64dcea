using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Workflows.Values;

namespace IntegrationHub.Portal.Pages.Tasks;

/// <summary>A text that a case is about, whole.</summary>
/// <param name="Address">Its own page.</param>
/// <param name="Digest">SHA-256 of <paramref name="Text"/> in UTF-8, lower hexadecimal digits.</param>
public sealed record CaseDocument(string Name, string Address, string Text, string Digest);

/// <summary>Finds the texts that the variables of a case name.</summary>
internal sealed class CaseDocuments(ContractBook contracts)
{
    public async Task<IReadOnlyList<CaseDocument>> OfAsync(ContextValue facts, SignedIn who, CancellationToken cancellationToken)
    {
        if (facts["contract"] is not TextValue { Text: var number } || !who.Permissions.Contains(Permission.ReadContracts))
            return [];

        var version = facts["version"] is NumberValue { Number: > 0 and < 1_000_000 } named ? (int?)named.Number : null;
        if (await contracts.FindAsync(number, version, cancellationToken) is not { } contract || (await contracts.TextAsync(contract, cancellationToken)).Value is not { } text)
            return [];

        var terms = contract.Contract.Terms;
        return [new CaseDocument($"{terms.MRid} / {terms.Version}", $"/contracts/{Uri.EscapeDataString(terms.MRid)}/{terms.Version}", text.Text, text.Digest)];
    }
}
