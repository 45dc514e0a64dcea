namespace IntegrationHub.Identity.People;

/// <summary>A person who may sign in.</summary>
/// <param name="Name">Under which the person signs in: lower case.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Phone">In international form; shown to nobody whole.</param>
/// <param name="DisabledAt">Since when the person may not sign in; <c>null</c> when it may.</param>
public sealed record Account(
    Guid Id, string Name, UserClass Class, IReadOnlyList<Role> Roles, string DisplayName, string Phone, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt)
{
    public bool IsDisabled => DisabledAt is not null;

    /// <summary>Who did it, for the ledger.</summary>
    public string Actor => "user:" + Name;

    /// <summary>The last digits, by which the person knows the phone and nobody else does.</summary>
    public string PhoneHint => "…" + Phone[^Math.Min(3, Phone.Length)..];
}
