using System.Text.Json;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Customers;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;

namespace IntegrationHub.Api.Retail;

/// <summary>A metering account.</summary>
public sealed record AccountView(string AccountNumber, string VoltageLevel, string Customer, string Industry, DateOnly ServedFrom, DateOnly? ServedTo, bool MarketEligible, DateOnly? ConsentOn)
{
    /// <summary>As calls answer it.</summary>
    public static AccountView Of(MeteringAccount account) => new(
        account.AccountNumber, account.VoltageLevel, account.CustomerName, account.Industry, account.ServedFrom.ToDateOnly(), account.ServedTo?.ToDateOnly(), account.MarketEligible, account.ConsentOn?.ToDateOnly());
}

/// <summary>Ends a service.</summary>
/// <param name="Account">As <c>number/voltage level</c>; all of the customer's where it is left away.</param>
/// <param name="On">Last day.</param>
public sealed record EndOrder(string Customer, DateOnly On, string? Account = null);

/// <summary>A person whom a customer is reached by.</summary>
public sealed record ContactOrder(string Customer, string Name, string Phone);

/// <summary>A contact as it is kept.</summary>
/// <param name="State"><c>known</c>, <c>confirmed</c>, <c>objected</c> or <c>withdrawn</c>.</param>
/// <param name="Known">Since when it is known.</param>
/// <param name="Since">From when on it counts, where it is confirmed.</param>
/// <param name="By">Who entered it.</param>
/// <param name="ConfirmedBy">The second person.</param>
public sealed record ContactView(string Name, string Phone, string State, DateTimeOffset Known, DateTimeOffset Since, string By, string? ConfirmedBy)
{
    /// <summary>As calls answer it.</summary>
    public static ContactView Of(KeptContact kept) => new(kept.Contact.Name, kept.Contact.Phone, kept.State, kept.Known, kept.Since, kept.By, kept.Confirmed?.By);
}

/// <summary>What shall happen to a contact.</summary>
public enum ContactAction
{
    Confirm,
    Object,
    Dismiss,
    Withdraw,
}

/// <summary>Something that happens to a contact.</summary>
/// <param name="Name">As it stands in the customer's papers.</param>
/// <param name="Phone">As it stands there.</param>
/// <param name="Reason">How both were checked, or why.</param>
public sealed record ContactStep(ContactAction Action, string Customer, string Name, string Phone, string Reason);

/// <summary>A version of a contract.</summary>
/// <param name="Next">What may happen to it.</param>
/// <param name="Terms">What it says, as <c>POST /contracts</c> takes it.</param>
public sealed record ContractView(string Number, int Version, ContractState State, string Author, string? Digest, IReadOnlyList<ContractAction> Next, JsonElement Terms)
{
    /// <summary>As calls answer it.</summary>
    public static ContractView Of(StoredContract stored) => Of(stored.Contract);

    /// <summary>As calls answer it.</summary>
    public static ContractView Of(ContractLife contract)
    {
        using var terms = JsonDocument.Parse(ContractJson.Write(contract.Terms));
        return new(contract.Terms.MRid, contract.Terms.Version, contract.State, contract.Author, contract.Digest, [.. ContractTransitions.From(contract.State)], terms.RootElement.Clone());
    }
}

/// <summary>The canonical text; its octets in UTF-8 have the digest.</summary>
public sealed record ContractTextView(string Digest, string Language, string Text);

/// <summary>Gives a draft up.</summary>
/// <param name="Version">Which one.</param>
/// <param name="Reason">Why; it is kept with the contract.</param>
public sealed record GiveUpOrder(int Version, string Reason);

/// <summary>What shall happen to a contract.</summary>
/// <param name="Digest">Of the text that was read: to offer.</param>
/// <param name="On">Last day, to terminate.</param>
/// <param name="Evidence">Id of the attachment that shows it, to file by hand and to accept such a filing.</param>
public sealed record StepOrder(ContractAction Action, string? Digest = null, string? Reason = null, DateOnly? On = null, Guid? Evidence = null);

/// <summary>Has a code sent to the customer.</summary>
/// <param name="Session">At least 16 characters that only who will enter the code knows.</param>
public sealed record CodeOrder(string Session, string Phone);

/// <summary>The customer's code.</summary>
public sealed record CodeEntry(string Session, string Code);

/// <summary>A question to a customer.</summary>
public sealed record ConsentView(string Name, string Digest, DateTimeOffset AskedAt, DateTimeOffset? AnsweredAt);
