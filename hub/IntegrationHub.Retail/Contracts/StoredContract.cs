using System.Globalization;
using System.Text.Json.Serialization;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Json;
using IntegrationHub.Retail.Records;
using NodaTime;

namespace IntegrationHub.Retail.Contracts;

/// <summary>Why a version was given up before it bound anybody.</summary>
/// <param name="Reason">In words.</param>
/// <param name="By">Who gave it up; <c>hub</c> where its case did.</param>
/// <param name="On">The market's day.</param>
public sealed record ContractGivenUp(string Reason, string By, LocalDate On);

/// <summary>A version of a contract as it is kept.</summary>
/// <param name="Contract">What it says and where it stands.</param>
/// <param name="Text">The text that is offered, from the offer on: what was signed is kept, not made anew.</param>
/// <param name="Language">Language of the text.</param>
public sealed record StoredContract(ContractLife Contract, string? Text = null, string? Language = null)
{
    /// <summary>Tells the present offer from earlier ones of the version, which may have had the same text: a later one has a higher number. Null while it was not offered, and of offers older than the number.</summary>
    public long? Offer { get; init; }

    /// <summary>Why it was given up; null where it was not, and of versions that were given up before this was kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ContractGivenUp? GivenUp { get; init; }

    internal BusinessRecord ToRecord(long revision)
    {
        var terms = Contract.Terms;
        var last = Contract.LastDay;
        return new(
            RecordKind.Contract, terms.MRid, terms.Version, Contract.State.ToString(), new(terms.ValidFrom.Year, terms.ValidFrom.Month, terms.ValidFrom.Day), new(last.Year, last.Month, last.Day),
            MarketJson.WriteUtf8(this), revision);
    }

    internal static StoredContract Of(BusinessRecord record) =>
        record.Read<StoredContract>("contract");

    /// <summary>The fact of a change; nothing of what the contract says.</summary>
    /// <param name="change">What happened.</param>
    /// <param name="enteredBy">Who of the company entered it for who did it; null where nobody had to.</param>
    internal static RecordFact FactOf(ContractEvent change, string? enteredBy = null)
    {
        var facts = new Dictionary<string, string>
        {
            ["contract"] = change.MRid, ["version"] = change.Version.ToString(CultureInfo.InvariantCulture), ["from"] = change.From.ToString(), ["to"] = change.To.ToString(),
        };
        if (change.Digest is { } digest)
            facts["digest"] = digest;

        if (enteredBy is not null)
            facts["enteredBy"] = enteredBy;

        if (change is { Action: ContractAction.Terminate or ContractAction.Amend, On: { } last })
            facts["on"] = last.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

        return new($"contract.{char.ToLowerInvariant(change.Action.ToString()[0])}{change.Action.ToString()[1..]}", facts);
    }
}
