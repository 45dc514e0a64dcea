using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>How codes by SMS leave the hub.</summary>
internal enum SmsWay
{
    /// <summary>Into a file of the data folder; for development only.</summary>
    Outbox,

    /// <summary>By the gateways of <c>portal.smsGateways</c>.</summary>
    Gateway,
}

/// <summary>The company's web pages.</summary>
internal sealed record PortalOptions
{
    [Setting("Whether `ihub up` serves the company's pages. New development folders say yes.")]
    public bool Enabled { get; init; }

    [Setting("The door of staff: password and SMS code.")]
    public PortalDoorOptions Staff { get; init; } = new() { Address = IPEndPointText.TryParse("127.0.0.1:8450")!, HostName = "staff.localhost" };

    [Setting("The door of core users, administrators and auditors: client certificate, password and SMS code.")]
    public PortalDoorOptions Core { get; init; } = new()
    {
        Address = IPEndPointText.TryParse("127.0.0.1:8451")!, HostName = "core.localhost", IdleTimeout = TimeSpan.FromMinutes(15), SessionLength = TimeSpan.FromHours(8),
    };

    [Setting("PEM files with the certificates of proxies in front of the two doors, which show them at the handshake. Only such a proxy names a person's certificate (`Client-Cert`, RFC 9440) and address (`X-Forwarded-For`) in a header; from anybody else the headers are nothing.")]
    public IReadOnlyList<string> Proxies { get; init; } = [];

    [Setting("The door of programs: the HTTP API for service accounts, with HTTPS and a token. Without an address there is only the socket in the data folder.")]
    public ProgramDoorOptions Programs { get; init; } = new();

    [Setting("PEM file with the certificate of the pages' HTTPS, then its issuers. Development folders make one.")]
    public string Certificate { get; init; } = "pki/portal/tls.pem";

    [Setting("PEM file with its key; empty where `certificate` holds it. The passphrase is `pki.passphraseFile`.")]
    public string Key { get; init; } = "pki/portal/tls.key";

    [Setting("Authorities whose client certificates may be persons' (files or folders); empty takes `pki.trust`.")]
    public IReadOnlyList<string> ClientAuthorities { get; init; } = [];

    [Setting("How codes leave. `outbox` writes them to the file `sms-outbox.jsonl` of the data folder, which production refuses; `gateway` sends them by `smsGateways`.")]
    public SmsWay Sms { get; init; } = SmsWay.Outbox;

    [Setting("Gateways for short messages, the first one first; the next one is tried when one fails.")]
    public IReadOnlyList<SmsGatewayOptions> SmsGateways { get; init; } = [];

    [Setting("How many requests the company's and the customers' pages answer in a minute, each by themselves and on each node; more are answered 429 with `Retry-After`. Passwords and codes are counted besides (docs/identity.md).")]
    public RequestLimitOptions RequestLimits { get; init; } = new();

    [Setting("The customers' pages: a web application of its own, with the login of the customers' side alone.")]
    public CustomerPagesOptions Customers { get; init; } = new();

    [Setting("File with SHA-1 digests of breached passwords, one a line and sorted (`HASH` or `HASH:COUNT`); new passwords on it are refused. Empty is what `ihub passwords import` brought in, or none.")]
    public string BreachedPasswords { get; init; } = "";
}

/// <summary>One door of the portal.</summary>
internal sealed record PortalDoorOptions
{
    [Setting("IP address and port to listen at, with HTTPS; port 0 takes a free one.")]
    public IPEndPointText? Address { get; init; }

    [Setting("Host name of the door; requests for another are answered 421. The two doors have different ones.")]
    public string HostName { get; init; } = "";

    [Setting("A session ends when nobody uses it so long.", Min = "1m", Max = "24h")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(30);

    [Setting("A session ends after so long, whatever happens.", Min = "5m", Max = "24h")]
    public TimeSpan SessionLength { get; init; } = TimeSpan.FromHours(10);
}

/// <summary>The door of programs.</summary>
internal sealed record ProgramDoorOptions
{
    [Setting("IP address and port to listen at, with HTTPS; port 0 takes a free one. Empty is no door.")]
    public IPEndPointText? Address { get; init; }

    [Setting("Host name of the door; requests for another are answered 421. No door of persons has it.")]
    public string HostName { get; init; } = "api.localhost";
}
