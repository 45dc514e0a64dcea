using IntegrationHub.Host.Configuration.Binding;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>The customers' web pages.</summary>
internal sealed record CustomerPagesOptions
{
    [Setting("Whether `ihub up` serves the customers' pages, too. Set it to false where `ihub customers serve` does, on another machine. New development folders say yes.")]
    public bool Enabled { get; init; }

    [Setting("File with the passphrase of the customers' side's keys on its first line. In production it must lie outside the data folder.")]
    public string PassphraseFile { get; init; } = "pki/crossings/passphrase";

    [Setting("IP address and port to listen at, with HTTPS; port 0 takes a free one.")]
    public IPEndPointText Address { get; init; } = IPEndPointText.TryParse("127.0.0.1:8452")!;

    [Setting("Host name of the pages; requests for another are answered 421. None of the company's pages has it.")]
    public string HostName { get; init; } = "customers.localhost";

    [Setting("A session ends when nobody uses it so long.", Min = "1m", Max = "24h")]
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(15);

    [Setting("A session ends after so long, whatever happens.", Min = "5m", Max = "24h")]
    public TimeSpan SessionLength { get; init; } = TimeSpan.FromHours(2);

    [Setting("PEM file with the certificate of these pages' HTTPS, then its issuers; another one than the company's pages have. Development folders make one.")]
    public string Certificate { get; init; } = "pki/customers/tls.pem";

    [Setting("PEM file with its key; empty where `certificate` holds it. The passphrase is `pki.passphraseFile`.")]
    public string Key { get; init; } = "pki/customers/tls.key";
}
