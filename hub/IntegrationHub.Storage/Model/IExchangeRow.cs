namespace IntegrationHub.Storage.Model;

/// <summary>What exchanges of both directions are searched by.</summary>
internal interface IExchangeRow : ISealedRow
{
    Guid PartyId { get; }

    short State { get; }

    string? MRid { get; }

    string? Type { get; }

    DateTimeOffset? PeriodStart { get; }
}
