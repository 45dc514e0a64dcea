using IntegrationHub.Confidential.Values;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Configuration.Sections;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Node.Operations;
using IntegrationHub.Identity;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.Certificates;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.Services;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Keys;
using IntegrationHub.Retail.Messages;
using IntegrationHub.Retail.Records;
using IntegrationHub.Storage;

namespace IntegrationHub.Host.Node;

/// <summary>What the section <c>portal</c> says about persons and their factors.</summary>
internal static class PeopleOfNode
{
    /// <summary>Where development keeps what would go out by SMS.</summary>
    public static string OutboxFile(DataFolder folder) => Path.Combine(folder.FullPath, "sms-outbox.jsonl");

    /// <summary>Where codes lie that no gateway sends, for pages of a development folder; else null.</summary>
    public static string? OutboxHint(DataFolder folder, PortalOptions portal) => folder.IsProduction || portal.Sms != SmsWay.Outbox ? null : OutboxFile(folder);

    public static SessionPolicies Policies(PortalOptions portal) => new(PolicyOf(portal.Staff), PolicyOf(portal.Core));

    /// <summary>Authorities of persons' client certificates.</summary>
    /// <exception cref="RefusedException">A file is missing or wrong.</exception>
    public static TrustAnchors Authorities(DataFolder folder, PortalOptions portal, PkiOptions pki, TimeProvider time)
    {
        var loaded = TrustStore.Load((portal.ClientAuthorities.Count > 0 ? portal.ClientAuthorities : pki.Trust).Select(folder.Resolve), time);
        return loaded.Problem is { } problem
            ? throw new RefusedException(NodeKeys.CodeOf(problem), $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy)
            : loaded.Value.Anchors;
    }

    /// <summary>For verbs: adds and changes persons without a running portal.</summary>
    public static AccountAdministration Administration(
        HubStore store, IValueCipher? cipher, TrustAnchors authorities, ICertificateRevocation? revocation, ISmsSender sms, BreachedPasswords? breached, TimeProvider time) =>
        new(new IdentityStore(store, new HubIds(), time, cipher), new PasswordHashing(), new CertificateJudge(authorities, revocation, time), sms, breached);

    /// <summary>For verbs: service accounts without a running portal.</summary>
    public static ServiceAccountBook Services(HubStore store, IValueCipher? cipher, TrustAnchors authorities, ICertificateRevocation? revocation, TimeProvider time) =>
        new(new IdentityStore(store, new HubIds(), time, cipher), new CertificateJudge(authorities, revocation, time));

    /// <summary>For verbs: the way in without SMS, without a running portal.</summary>
    public static BreakGlassDesk BreakGlass(HubStore store, IValueCipher? cipher, ISmsSender sms, TimeProvider time)
    {
        var records = new StoredRecords(store, new HubIds(), time);
        return new(new IdentityStore(store, new HubIds(), time, cipher), sms, new KeptBreakGlassMessages(records, new MessageBook(records)));
    }

    private static SessionPolicy PolicyOf(PortalDoorOptions door) => new(door.IdleTimeout, door.SessionLength);
}
