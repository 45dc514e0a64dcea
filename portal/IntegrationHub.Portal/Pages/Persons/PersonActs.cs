using System.Globalization;
using System.Security.Cryptography;
using IntegrationHub.Exchange;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.Certificates;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Portal.Confirming;
using IntegrationHub.Portal.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Portal.Pages.Persons;

/// <summary>
/// What is done to one person. Each act is tried first, so that what is wrong is said at its field before anybody types password and code; then it is confirmed with what it does before
/// one's eyes, and done to the person as it was read.
/// </summary>
internal static class PersonActs
{
    private const string SaltField = "salt";
    private const int SaltOctets = 16;

    public static Task<IResult> DisableAsync(HttpContext http, string name) =>
        DoAsync(http, name, "disable", static act => act, static (accounts, act) => accounts.SwitchAsync(act.Name, enabled: false, act.By, act.Gone));

    public static Task<IResult> EnableAsync(HttpContext http, string name) => DoAsync(
        http, name, "enable",
        // Everything that was given is before the eyes of who lets the person in.
        static act => act with
        {
            Facts =
            [
                (act.Page.T("people.class"), act.Page.Word("class", act.File.Account.Class.ToString())), (act.Page.T("people.roles"), WordsOf(act.Page, act.File.Account.Roles, act.File.Account.Leads)),
                (act.Page.T("people.number"), act.File.Account.PersonNumber ?? "–"), (act.Page.T("account.phone"), act.File.Account.PhoneHint),
                (act.Page.T("people.certificate"), act.File.Account.Certificate is { } shown ? $"{shown.Subject}, {shown.Thumbprint}" : act.File.Key?.SubjectKey ?? "–"),
            ],
        },
        static (accounts, act) => accounts.SwitchAsync(act.Name, enabled: true, act.By, act.Gone));

    public static Task<IResult> PhoneAsync(HttpContext http, string name) => DoAsync(
        http, name, "phone",
        static act =>
        {
            var phone = act.Posted["phone"].ToString().Trim();
            return act with { Value = phone, Facts = [(act.Page.T("people.new-phone"), phone)], Carried = [new("phone", phone), Salt(act.Posted)] };
        },
        static (accounts, act) => accounts.SetPhoneAsync(act.Name, act.Value, act.By, act.Gone));

    public static Task<IResult> ResetAsync(HttpContext http, string name) => DoAsync(
        http, name, "reset", static act => act with { Password = PasswordRules.Make() },
        static (accounts, act) => accounts.ResetAsync(act.Name, act.Password!, phone: null, act.By, act.Gone));

    public static Task<IResult> RolesAsync(HttpContext http, string name) => DoAsync(
        http, name, "roles",
        static act =>
        {
            var account = act.File.Account;
            var roles = PersonFields.RolesOf(act.Posted, account.Class);
            var leads = PersonFields.LeadsOf(act.Posted, roles);
            return act with
            {
                Roles = roles, Leads = leads, Done = DutySeparation.NeedTwo(account.Roles, roles) ? "asked" : "roles",
                Facts = [(act.Page.T("people.roles-before"), WordsOf(act.Page, account.Roles, account.Leads)), (act.Page.T("people.roles-after"), WordsOf(act.Page, roles, leads))],
                Carried = [.. roles.Select(static role => KeyValuePair.Create("role", role.ToString())), .. leads.Select(static lead => KeyValuePair.Create("lead", lead.ToString()))],
            };
        },
        static (accounts, act) => accounts.SetRolesAsync(act.Name, act.Roles, act.Leads, act.By, act.Gone));

    public static Task<IResult> AgreeAsync(HttpContext http, string name) => DoAsync(
        http, name, "agree",
        static act => act.File.Asked is not { } asked ? act : act with
        {
            Roles = asked.Roles,
            Facts =
            [
                (act.Page.T("people.roles-before"), WordsOf(act.Page, asked.From, [])), (act.Page.T("people.roles-after"), WordsOf(act.Page, asked.Roles, asked.Leads)),
                (act.Page.T("people.asked-by"), PersonNames.Of(asked.AskedBy)), (act.Page.T("people.reason"), asked.Why ?? ""),
            ],
            // What is agreed to is what was asked for and shown.
            Carried = [.. asked.Roles.Select(static role => KeyValuePair.Create("role", role.ToString()))],
        },
        static (accounts, act) => accounts.AgreeRolesAsync(act.Name, act.Roles, act.By, act.Gone));

    public static Task<IResult> WithdrawAsync(HttpContext http, string name) =>
        DoAsync(http, name, "withdraw", static act => act, static (accounts, act) => accounts.WithdrawRolesAsync(act.Name, act.By, act.Gone));

    public static Task<IResult> UnbindAsync(HttpContext http, string name) =>
        DoAsync(http, name, "unbind", static act => act, static (accounts, act) => accounts.UnbindCertificateAsync(act.Name, act.By, act.Gone));

    /// <summary>The file comes once; the page that asks carries the certificate along and shows what it is.</summary>
    public static async Task<IResult> BindAsync(HttpContext http, string name)
    {
        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        using var certificate = ShownCertificate.Read(await OctetsAsync(posted, http.RequestAborted));
        if (certificate is null)
            return await PeopleEndpoints.PersonAsync(http, name, new PersonForm("certificate", posted, [ShownCertificate.Unreadable]), password: null);

        return await DoAsync(
            http, name, "certificate",
            act =>
            {
                var shown = ShownCertificate.Of(certificate);
                return act with
                {
                    Facts =
                    [
                        (act.Page.T("people.subject"), shown.Subject), (act.Page.T("people.issuer"), shown.Issuer),
                        (act.Page.T("people.validity"), act.Page.T("people.from-to", act.Page.Day(shown.NotBefore), act.Page.Day(shown.NotAfter))), (act.Page.T("people.fingerprint"), shown.Thumbprint),
                    ],
                    Carried = [new("certificate", Convert.ToBase64String(certificate.RawData))],
                };
            },
            (accounts, act) => accounts.BindCertificateAsync(act.Name, certificate, act.By, act.Gone));
    }

    internal static string WordsOf(PageContext page, IEnumerable<Role> roles, IReadOnlyCollection<Department> leads)
    {
        var words = string.Join(", ", roles.Select(role => page.Word("role", role.ToString())));
        return leads.Count == 0 ? words : $"{words} ({string.Join(", ", leads.Select(lead => page.Word("department", lead.ToString())))})";
    }

    /// <summary>The digest of what is confirmed stands in the ledger, and a telephone number could be guessed from it: nobody knows what stands beside it.</summary>
    internal static KeyValuePair<string, string> Salt(IFormCollection posted) =>
        new(SaltField, posted[SaltField].ToString() is { Length: 2 * SaltOctets } kept ? kept : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltOctets)));

    private static async Task<byte[]> OctetsAsync(IFormCollection posted, CancellationToken cancellationToken)
    {
        if (posted.Files.GetFile("file") is { Length: > 0 and <= ShownCertificate.MostOctets } file)
            return await file.OctetsAsync(cancellationToken);

        var carried = posted["certificate"].ToString();
        var read = new byte[carried.Length];
        return Convert.TryFromBase64String(carried, read, out var length) ? read[..length] : [];
    }

    private static async Task<IResult> DoAsync(HttpContext http, string name, string what, Func<Act, Act> read, Func<AccountAdministration, Act, Task<IReadOnlyList<Rejection>>> change)
    {
        var accounts = http.RequestServices.GetRequiredService<AccountAdministration>();
        if (await accounts.FindAsync(name, http.RequestAborted) is not { } file)
            return Notices.NotFound();

        var posted = await http.Request.ReadFormAsync(http.RequestAborted);
        var by = ActedBy.AtDoor(http.Features.GetRequiredFeature<SignedIn>().Account, posted["reason"]) with { Seen = long.TryParse(posted["version"], CultureInfo.InvariantCulture, out var version) ? version : 0 };
        var page = http.RequestServices.GetRequiredService<PageContext>();
        var act = read(new Act(page, file, posted, by, what, http.RequestAborted));
        var refused = await change(accounts, act with { By = by with { IsTrial = true } });
        if (refused.Count > 0)
            return await RefusedAsync(refused);

        var home = $"/people/{Uri.EscapeDataString(act.Name)}";
        List<KeyValuePair<string, string>> carried = [new("version", version.ToString(CultureInfo.InvariantCulture)), new("reason", by.Why ?? ""), .. act.Carried];
        List<(string, string)> facts = [(page.T("people.name"), act.Name), (page.T("people.person"), file.Account.DisplayName), .. act.Facts];
        if (!string.IsNullOrEmpty(by.Why))
            facts.Add((page.T("people.reason"), by.Why));

        var confirmed = new ConfirmedAct("people.do-" + what, facts, home) { Summary = $"{act.Name} – {page.T("people.do-" + what)}" };
        if (await http.RequestServices.GetRequiredService<Confirmation>().AskAsync(http, carried, confirmed) is { } ask)
            return ask;

        refused = await change(accounts, act);
        if (refused.Count > 0)
            return await RefusedAsync(refused);

        // The password stands in this one answer, which nothing keeps.
        return act.Password is null ? Results.Redirect($"{home}?done={act.Done}") : await PeopleEndpoints.PersonAsync(http, name, PersonForm.None, act.Password);

        Task<IResult> RefusedAsync(IReadOnlyList<Rejection> reasons) => PeopleEndpoints.PersonAsync(http, name, new PersonForm(what, posted, reasons), password: null);
    }

    /// <summary>An act as its form says it.</summary>
    /// <param name="Done">What the page says when it is done.</param>
    /// <param name="Gone">Whoever asked has gone away.</param>
    private sealed record Act(PageContext Page, PersonFile File, IFormCollection Posted, ActedBy By, string Done, CancellationToken Gone)
    {
        public string Name => File.Account.Name;

        public string Value { get; init; } = "";

        public string? Password { get; init; }

        public IReadOnlyList<Role> Roles { get; init; } = [];

        public IReadOnlyList<Department> Leads { get; init; } = [];

        /// <summary>What the page that asks shows besides name and reason.</summary>
        public IReadOnlyList<(string Name, string Value)> Facts { get; init; } = [];

        /// <summary>What of the form comes again, besides version and reason.</summary>
        public IReadOnlyList<KeyValuePair<string, string>> Carried { get; init; } = [];
    }
}
