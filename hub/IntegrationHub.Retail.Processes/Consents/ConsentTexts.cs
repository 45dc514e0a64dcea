using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace IntegrationHub.Retail.Processes.Consents;

/// <summary>The words of consents: what is agreed to, what the hub states of it, and what stands in the text message.</summary>
public static class ConsentTexts
{
    /// <summary>What a new customer agrees to: in octets, and the same whenever it is made.</summary>
    public static string OnboardingOf(string customer, LocalDate begins, IEnumerable<string> accounts) =>
        $"""
        ihub-onboarding-1
        {customer}
        同意售电公司自 {begins:uuuu-MM-dd} 起代理下列计量户的购电,并读取其用电数据。
        The retailer supplies these metering accounts from {begins:uuuu-MM-dd}, and reads their meters.
        {string.Join("\n", accounts.Order(StringComparer.Ordinal))}

        """.ReplaceLineEndings("\n");

    public static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What the hub states and signs when a code was entered. The telephone number stands there by its digest: who knows it can show that it was this one.</summary>
    public static byte[] Statement(Consent consent, string session, DateTimeOffset answeredAt) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"""
        ihub-consent-1
        subject: {consent.Subject}
        name: {consent.Name}
        version: {consent.Version}
        digest: {consent.Digest}
        code sent: {Stamp(consent.AskedAt)}
        phone: sha256 {DigestOf(consent.Phone)}
        session: sha256 {DigestOf(session)}
        code entered: {Stamp(answeredAt)}

        """).ReplaceLineEndings("\n"));

    /// <summary>At most 140 octets, so that it stays one message; the number of the contract says what the code is for.</summary>
    public static string Message(ConsentSubject subject, string key, string code) => subject == ConsentSubject.Contract
        ? $"{code} 签署合同验证码 / code to sign contract {key}"
        : $"{code} 同意代理购电验证码 / code to agree to supply";

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
