using IntegrationHub.Confidential;

namespace IntegrationHub.Storage.Model;

/// <summary>A person who signs in on the company's side.</summary>
[Classified(DataClass.Internal)]
internal sealed class AccountRow : ISealedRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    /// <summary>Under which the person signs in, lower case; unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>Number of the class, which decides the factors.</summary>
    public short Class { get; set; }

    /// <summary>Names of roles, comma between them, in order.</summary>
    public string Roles { get; set; } = "";

    /// <summary>Display name and phone number as JSON in UTF-8, sealed where the hub seals.</summary>
    [Classified(DataClass.Personal)]
    public byte[] Person { get; set; } = [];

    /// <summary>As ASP.NET Core Identity writes it: it names its own algorithm and cost.</summary>
    public string PasswordHash { get; set; } = "";

    public DateTimeOffset PasswordAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Grows with every change; a change of an older state is refused.</summary>
    public int Version { get; set; }
}

/// <summary>A client certificate that is bound to a person, by the keys of its issuer and its subject: a renewal with the same key stays bound.</summary>
[Classified(DataClass.Internal)]
internal sealed class AccountCertificateRow
{
    public int RetailerId { get; set; }

    /// <summary>SHA-256 of the issuer's public key, hex.</summary>
    public string IssuerKey { get; set; } = "";

    /// <summary>SHA-256 of the subject's public key, hex.</summary>
    public string SubjectKey { get; set; } = "";

    public Guid AccountId { get; set; }

    public DateTimeOffset BoundAt { get; set; }
}

/// <summary>A session in a browser, from the right password on.</summary>
[Classified(DataClass.Internal)]
internal sealed class SessionRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    /// <summary>SHA-256 of the token in the cookie; the token itself is nowhere.</summary>
    public byte[] TokenHash { get; set; } = [];

    public Guid AccountId { get; set; }

    /// <summary>Number of the door (listener) it belongs to.</summary>
    public short Door { get; set; }

    /// <summary>SHA-256 thumbprint of the client certificate, hex; null at a door that asks for none.</summary>
    public string? Thumbprint { get; set; }

    /// <summary>True when every factor was shown.</summary>
    public bool IsComplete { get; set; }

    public DateTimeOffset BegunAt { get; set; }

    public DateTimeOffset SeenAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public string Address { get; set; } = "";

    /// <summary>What the browser calls itself, cut.</summary>
    public string Agent { get; set; } = "";
}

/// <summary>A code that was sent by SMS: for one session and one purpose, once.</summary>
[Classified(DataClass.Internal)]
internal sealed class CodeRow
{
    public int RetailerId { get; set; }

    public Guid Id { get; set; }

    public Guid SessionId { get; set; }

    public short Purpose { get; set; }

    /// <summary>HMAC-SHA-256 of the code under the session's token, which the store does not know.</summary>
    public byte[] Hash { get; set; } = [];

    public DateTimeOffset SentAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public short Attempts { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>How often something was tried in a window of time.</summary>
[Classified(DataClass.Internal)]
internal sealed class AttemptRow
{
    public int RetailerId { get; set; }

    /// <summary>What is counted and whose, as SHA-256 under the retailer: neither names nor addresses stand here.</summary>
    public byte[] Subject { get; set; } = [];

    public DateTimeOffset Since { get; set; }

    public int Count { get; set; }
}
