namespace IntegrationHub.Exchange.Pulling;

/// <summary>One entry of a partner's List answer, as far as polling goes by it.</summary>
/// <param name="Code">The partner's code; positive.</param>
/// <param name="Identification">MessageIdentification.</param>
/// <param name="Version">MessageVersion.</param>
/// <param name="Type">Message type.</param>
/// <param name="ServerTimestamp">When the partner took it in, by its clock.</param>
/// <param name="Owner">Code of the sender as the list names it; empty where it names none.</param>
/// <param name="Status">OK, FAILED, or <c>null</c>. Lists are not signed: it decides nothing.</param>
public sealed record ListedEntry(
    long Code, string Identification, int? Version, string Type, DateTimeOffset ServerTimestamp, string Owner = "", string? Status = null);
