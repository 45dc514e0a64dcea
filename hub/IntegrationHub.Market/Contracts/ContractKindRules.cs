using IntegrationHub.Market.Quantities;

namespace IntegrationHub.Market.Contracts;

/// <summary>What each kind of contract must and must not say.</summary>
internal static class ContractKindRules
{
    public static void Check(ContractTerms terms, List<Problem> problems)
    {
        var kind = terms.Kind;
        CheckQuantity(terms, needed: kind != ContractKind.TransmissionService, problems);
        CheckAccounts(terms, problems);
        CheckPrice(terms, problems);
        Presence(terms.Auction, "auction", kind == ContractKind.Centralized, "a centralized purchase", problems);
        Presence(terms.Original, "original", kind == ContractKind.Transfer, "a transfer", problems);
        if (terms.Original == terms.MRid)
            problems.Add(new(ProblemCodes.ContractField, "The contract names itself as the one it transfers.", "original", "Name the contract that is transferred."));

        if (kind is not (ContractKind.Retail or ContractKind.TransmissionService) && terms.Area is null)
            problems.Add(new(ProblemCodes.ContractField, "There is no area.", "area", "Enter the EIC of the area that is delivered to."));
    }

    /// <summary>No more can be transferred than the contract has, nor outside its days.</summary>
    public static void CheckTransfer(ContractTerms terms, ContractTerms? original, List<Problem> problems)
    {
        if (original is null)
        {
            problems.Add(new(ProblemCodes.ContractField, $"There is no binding contract {terms.Original}.", "original", "Name a contract that is signed, filed or in force."));
            return;
        }

        if (terms.ValidFrom < original.ValidFrom || terms.ValidTo > original.ValidTo)
            problems.Add(new(ProblemCodes.ContractDay, $"{original.MRid} delivers from {original.ValidFrom:uuuu-MM-dd} to {original.ValidTo:uuuu-MM-dd}.", "validFrom", "Transfer within these days."));

        if (terms.Quantity > original.Quantity)
            problems.Add(new(ProblemCodes.ContractField, $"{terms.Quantity} are transferred of {original.Quantity}.", "quantity", "Transfer at most what the contract has."));
    }

    private static void CheckQuantity(ContractTerms terms, bool needed, List<Problem> problems)
    {
        if (terms.Quantity is not { } total)
        {
            if (needed)
                problems.Add(new(ProblemCodes.ContractField, "There is no quantity.", "quantity", "Enter the energy of the whole period in MWh."));
            else if (terms.Months.Count > 0)
                problems.Add(new(ProblemCodes.ContractField, "There are shares of months and no quantity.", "months", "Remove them, or enter a quantity."));

            return;
        }

        if (!needed)
            problems.Add(new(ProblemCodes.ContractField, "Transmission service has no quantity of its own.", "quantity", "Remove it; what is taken counts."));
        else if (total == Energy.Zero)
            problems.Add(new(ProblemCodes.QuantityNegative, "The quantity is zero.", "quantity", "Enter more than zero."));

        if (terms.ValidTo >= terms.ValidFrom)
            problems.AddRange(terms.ToQuantity()!.Check().Select(static problem => problem with { Where = problem.Where == "total" ? "quantity" : problem.Where }));
    }

    private static void CheckAccounts(ContractTerms terms, List<Problem> problems)
    {
        var wanted = terms.Kind is ContractKind.Retail or ContractKind.TransmissionService;
        if (wanted != terms.Accounts.Count > 0)
        {
            problems.Add(wanted
                ? new(ProblemCodes.ContractAccounts, "There is no metering account.", "accounts", "Name the accounts that it covers.")
                : new(ProblemCodes.ContractAccounts, "A purchase covers no metering accounts.", "accounts", "Remove them."));
        }

        if (terms.Accounts.Count > ContractRules.MostAccounts)
            problems.Add(new(ProblemCodes.ContractAccounts, $"There are {terms.Accounts.Count} accounts.", "accounts", $"Use at most {ContractRules.MostAccounts}."));

        var seen = new HashSet<ContractAccount>();
        for (var i = 0; i < terms.Accounts.Count; i++)
        {
            if (terms.Accounts[i].AccountNumber.Length == 0 || terms.Accounts[i].VoltageLevel.Length == 0)
                problems.Add(new(ProblemCodes.ContractAccounts, "Number or voltage level is missing.", $"accounts[{i}]", "Enter both."));
            else if (!seen.Add(terms.Accounts[i]))
                problems.Add(new(ProblemCodes.ContractAccounts, $"{terms.Accounts[i]} is there twice.", $"accounts[{i}]", "Keep one."));
        }
    }

    private static void CheckPrice(ContractTerms terms, List<Problem> problems)
    {
        var retail = terms.Kind == ContractKind.Retail;
        var service = terms.Kind == ContractKind.TransmissionService;
        if (retail != (terms.Package is { Length: > 0 }) || retail != terms.PackageVersion is not null)
        {
            problems.Add(retail
                ? new(ProblemCodes.ContractPackage, "There is no price package, or no version of it.", "package", "Name a package and its version.")
                : new(ProblemCodes.ContractPackage, "A purchase has no price package.", "package", "Remove it."));
        }

        if (terms.Price is null && !retail && !service)
            problems.Add(new(ProblemCodes.ContractPrice, "There is no price.", "price", "Enter the price per MWh."));
        else if (terms.Price is not null && (retail || service))
            problems.Add(new(ProblemCodes.ContractPrice, retail ? "A retail contract has the price of its package." : "Transmission service has the catalogue's prices.", "price", "Remove it."));
    }

    private static void Presence(string? value, string at, bool wanted, string what, List<Problem> problems)
    {
        if (wanted && string.IsNullOrEmpty(value))
            problems.Add(new(ProblemCodes.ContractField, $"{what} names none.", at, $"Enter it: {what} needs one."));
        else if (!wanted && value is not null)
            problems.Add(new(ProblemCodes.ContractField, $"Only {what} has one.", at, "Remove it."));
    }
}
