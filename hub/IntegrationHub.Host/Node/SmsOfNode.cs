using System.Security.Cryptography.X509Certificates;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.Codes.Gateways;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Node;

/// <summary>How codes leave, and which passwords are refused, as the section <c>portal</c> says.</summary>
internal static class SmsOfNode
{
    private const int ShortestSecret = 16;

    /// <exception cref="RefusedException">A file is missing or wrong.</exception>
    public static ISmsSender Sender(DataFolder folder, PortalOptions portal, TimeProvider time) => portal.Sms == SmsWay.Gateway
        ? new FailOverSms([.. portal.SmsGateways.Select(gateway => new HttpsSmsGateway(Settings(folder, gateway, time), time))], time)
        : new SmsOutbox(PeopleOfNode.OutboxFile(folder), time);

    /// <summary>Where <c>ihub passwords import</c> keeps the list of breached passwords.</summary>
    public static string ImportedList(DataFolder folder) => Path.Combine(folder.FullPath, "breached-passwords.txt");

    /// <summary>The list of breached passwords: the configured one, else what was imported; <c>null</c> where there is none.</summary>
    /// <exception cref="RefusedException">The file is missing or no such list.</exception>
    public static BreachedPasswords? Breached(DataFolder folder, PortalOptions portal)
    {
        var file = portal.BreachedPasswords.Length == 0 ? ImportedList(folder) : folder.Resolve(portal.BreachedPasswords);
        if (portal.BreachedPasswords.Length == 0 && !File.Exists(file))
        {
            return null;
        }

        var list = new BreachedPasswords(file);
        return list.Problem() is { } problem
            ? throw new RefusedException("BREACHED_PASSWORDS_UNUSABLE", $"{file}: {problem}", "Give a text file with one SHA-1 in hexadecimal digits a line, sorted, or leave portal.breachedPasswords empty and use `ihub passwords import`.")
            : list;
    }

    private static SmsGatewaySettings Settings(DataFolder folder, SmsGatewayOptions options, TimeProvider time) =>
        new(options.Name, new Uri(options.Address), options.ContentType, options.Body, options.Timeout)
        {
            Headers = options.Headers.Select(static header => header.Split(':', 2)).ToDictionary(static parts => parts[0].Trim(), static parts => parts[^1].Trim(), StringComparer.OrdinalIgnoreCase),
            Secret = options.SecretFile.Length == 0 ? null : Secret(folder.Resolve(options.SecretFile)),
            Signed = options.Signed,
            SignatureHeader = options.SignatureHeader,
            SignatureText = options.SignatureText,
            Success = options.Success,
            Authorities = options.Trust.Count == 0 ? null : Authorities(folder, options, time),
        };

    private static byte[] Secret(string file)
    {
        var secret = File.Exists(file) ? System.Text.Encoding.UTF8.GetBytes(File.ReadAllText(file).Trim()) : [];
        return secret.Length >= ShortestSecret
            ? secret
            : throw new RefusedException("SMS_SECRET_UNUSABLE", $"{file}: there is no key of at least {ShortestSecret} octets", "Write the key that the provider gave into the file, with mode 600.");
    }

    private static X509Certificate2Collection Authorities(DataFolder folder, SmsGatewayOptions options, TimeProvider time)
    {
        var loaded = TrustStore.Load(options.Trust.Select(folder.Resolve), time);
        return loaded.Problem is { } problem
            ? throw new RefusedException(NodeKeys.CodeOf(problem), $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy)
            : [.. loaded.Value.Authorities];
    }
}
