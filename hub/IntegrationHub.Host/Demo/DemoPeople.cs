using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Data;
using IntegrationHub.Host.Keys;
using IntegrationHub.Identity.Administration;
using IntegrationHub.Identity.People;
using IntegrationHub.Keys;

namespace IntegrationHub.Host.Demo;

/// <summary>One person of a development folder.</summary>
internal sealed record DemoPerson(string Name, string DisplayName, UserClass Class, Role Role)
{
    public string Phone { get; init; } = "+861380000" + (1000 + (int)Role).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A head leads every department; nobody else leads one.</summary>
    public IReadOnlyList<Department> Leads => Role == Role.Head ? Enum.GetValues<Department>() : [];
}

/// <summary>Persons for trying out, one per role, and the second administrator without whom nobody new comes in. Only folders for development get them; production refuses the folder's keys and its SMS outbox.</summary>
internal static class DemoPeople
{
    /// <summary>Of all of them. It protects nothing: whoever reads this knows it.</summary>
    public const string Password = "lantern orchard tide";

    public static IReadOnlyList<DemoPerson> All { get; } =
    [
        new("zhang.wei", "张伟", UserClass.Staff, Role.Staff),
        new("li.na", "李娜", UserClass.Core, Role.Bidder),
        new("wang.fang", "王芳", UserClass.Auditor, Role.Auditor),
        new("zhao.lei", "赵磊", UserClass.Core, Role.SystemAdministrator),
        new("chen.jing", "陈静", UserClass.Core, Role.SecurityAdministrator),
        new("guo.rui", "郭瑞", UserClass.Core, Role.SecurityAdministrator) { Phone = "+8613800001999" },
        new("sun.yue", "孙悦", UserClass.Core, Role.AuditAdministrator),
        new("liu.yang", "刘洋", UserClass.Staff, Role.Sales),
        new("huang.min", "黄敏", UserClass.Staff, Role.Legal),
        new("zhou.qiang", "周强", UserClass.Staff, Role.Risk),
        new("wu.xia", "吴霞", UserClass.Staff, Role.Settlement),
        new("xu.lin", "徐琳", UserClass.Staff, Role.Finance),
        new("ma.chao", "马超", UserClass.Staff, Role.Head),
        new("gao.feng", "高峰", UserClass.Core, Role.TradingLead),
        new("he.jun", "何军", UserClass.Core, Role.Signatory),
        new("luo.ying", "罗颖", UserClass.Core, Role.Board),
    ];

    /// <summary>Makes who is missing; whoever is there stays as he is.</summary>
    public static async Task EnsureAsync(DataFolder folder, AccountAdministration accounts, TimeProvider time, CancellationToken cancellationToken)
    {
        if (folder.IsProduction)
        {
            throw new RefusedException("PRODUCTION_REFUSES_DEMO_USERS", "this data folder is for production and takes no demo users", "Add persons with `ihub user add`.");
        }

        var known = (await accounts.ListAsync(cancellationToken)).Select(item => item.Account.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var person in All.Where(person => !known.Contains(person.Name)))
        {
            Must(await accounts.AddAsync(new NewAccount(person.Name, person.Class, [person.Role], person.DisplayName, person.Phone, Password) { Leads = person.Leads }, "development", cancellationToken));
            if (!Doors.NeedsCertificate(Doors.Of(person.Class)))
            {
                continue;
            }

            var (file, _) = DevelopmentPki.EnsurePerson(folder, person.Name, time);
            var read = CertificateFiles.Read(file);
            if (read.Problem is { } problem)
            {
                throw new RefusedException("PKI_UNUSABLE", $"{problem.File}: {problem.Detail.TrimEnd('.')}", problem.Remedy);
            }

            Must(await accounts.BindCertificateAsync(person.Name, read.Value[0], "development", cancellationToken));
        }
    }

    private static void Must(IReadOnlyList<Exchange.Rejection> refused)
    {
        if (refused.Count > 0)
        {
            throw new RefusedException(refused[0].Code, refused[0].Text.TrimEnd('.'), refused[0].Remedy);
        }
    }
}
