namespace IntegrationHub.Customers.Shelves;

/// <summary>Something that a customer did, or that happened to what is his.</summary>
/// <param name="At">When the company's side said so.</param>
/// <param name="What">Name of its text below <c>history</c>: the kind, and what became of it.</param>
/// <param name="About">What it names: a contract with its version, a month with its account, a request's account and day.</param>
/// <param name="Link">Where it is shown.</param>
public sealed record HistoryEntry(DateTimeOffset At, string What, string About, string Link);
