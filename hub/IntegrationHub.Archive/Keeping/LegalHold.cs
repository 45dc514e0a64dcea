using IntegrationHub.Exchange;
using IntegrationHub.Exchange.Parties;

namespace IntegrationHub.Archive.Keeping;

/// <summary>Keeps archived bytes from being removed, whatever their age. Set and lifted by people, with a reason; never forgotten by itself.</summary>
/// <param name="Id">Names it when it is lifted.</param>
/// <param name="Retailer">Whose archive.</param>
/// <param name="Exchange">The exchange it covers; <c>null</c> for more than one.</param>
/// <param name="Party">The party whose exchanges it covers; <c>null</c> with <paramref name="Exchange"/>, or for everything.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="SetBy">Who set it.</param>
/// <param name="SetAt">When.</param>
/// <param name="Lifted">Who lifted it, when and why; <c>null</c> while it holds.</param>
public sealed record LegalHold(
    Guid Id, RetailerId Retailer, Guid? Exchange, PartyId? Party, string Reason, string SetBy, DateTimeOffset SetAt, HoldLift? Lifted = null)
{
    /// <summary>Characters of a reason.</summary>
    public const int LongestReason = 300;

    public bool Covers(Guid exchange, PartyId party) =>
        Lifted is null && (Exchange is { } one ? one == exchange : Party is not { } other || other == party);
}

/// <summary>The end of a hold.</summary>
public sealed record HoldLift(string By, DateTimeOffset At, string Reason);
