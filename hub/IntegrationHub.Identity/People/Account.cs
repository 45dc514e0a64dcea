using IntegrationHub.Identity.Certificates;

namespace IntegrationHub.Identity.People;

/// <summary>A person who may sign in.</summary>
/// <param name="Name">Under which the person signs in: lower case.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="Phone">In international form; shown to nobody whole.</param>
/// <param name="DisabledAt">Since when the person may not sign in; <c>null</c> when it may.</param>
public sealed record Account(
    Guid Id, string Name, UserClass Class, IReadOnlyList<Role> Roles, string DisplayName, string Phone, DateTimeOffset CreatedAt, DateTimeOffset? DisabledAt)
{
    /// <summary>Which human it is: the staff number, or what else one human alone has. <c>null</c> until it is stated; then the account is taken for a person of its own.</summary>
    public string? PersonNumber { get; init; }

    /// <summary>Names of the person's other accounts.</summary>
    public IReadOnlyList<string> OtherAccounts { get; init; } = [];

    /// <summary>Departments that the person leads, who has the role <see cref="Role.Head"/>.</summary>
    public IReadOnlyList<Department> Leads { get; init; } = [];

    /// <summary>Who gave the account a way in at a door (added or reset it, or changed its factors while it was off) and may not switch it on; <c>null</c> where nobody has to.</summary>
    public string? SetBy { get; init; }

    /// <summary>Who made the password at a door, and knows it until the person has chosen an own one; the same gives the open account no other factor.</summary>
    public string? PasswordBy { get; init; }

    /// <summary>Who changed the phone at a door since another administrator last looked; the same does not bind the certificate.</summary>
    public string? PhoneBy { get; init; }

    /// <summary>Who bound the certificate at a door since another administrator last looked; the same does not change the phone.</summary>
    public string? CertificateBy { get; init; }

    /// <summary>The certificate as it was when it was bound; <c>null</c> where none is, or it was bound before that was kept. A renewal with the same key counts as well.</summary>
    public ShownCertificate? Certificate { get; init; }

    public bool IsDisabled => DisabledAt is not null;

    /// <summary>Whether an actor of the ledger is the same human.</summary>
    public bool IsActor(string actor) => actor == Actor || OtherAccounts.Any(other => actor == "user:" + other);

    /// <summary>Who did it, for the ledger.</summary>
    public string Actor => "user:" + Name;

    /// <summary>The last digits, by which the person knows the phone and nobody else does.</summary>
    public string PhoneHint => "…" + Phone[^Math.Min(3, Phone.Length)..];
}
