using IntegrationHub.Host.CommandLine;
using IntegrationHub.Host.Node;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Market;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Processes.Consents;
using NodaTime;

namespace IntegrationHub.Host.Demo;

/// <summary>New customers from a file; one of them is taken through its process: registered, checked by a second person, agreed by a code on the telephone, bound.</summary>
internal sealed class OnboardingChapter : DemoChapter
{
    public const string Customer = "东方纺织厂";
    public const string Account = "DEMO-0001";
    public const string Phone = "+8613800002001";

    /// <summary>What the case is known by lies open: not the account.</summary>
    private const string Case = "DEMO-N-0001";

    public override string Title => "New customers";

    /// <summary>First day of the next month: supply begins.</summary>
    public static LocalDate BeginsAfter(LocalDate today) => new LocalDate(today.Year, today.Month, 1).PlusMonths(1);

    public override async Task<IReadOnlyList<DemoExpectation>> TellAsync(DemoStage stage, CancellationToken cancellationToken)
    {
        var begins = BeginsAfter(stage.Today);
        await DemoParameters.EnterAsync(stage.Hub.Services, cancellationToken);
        var csv =
            $"""
            accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,contactName,contactPhone
            {Account},10kV,{Customer},500,{begins:uuuu-MM-dd},yes,textile,陈经理,{Phone}
            DEMO-0002,10kV,北山机械厂,800,{begins:uuuu-MM-dd},yes,machinery,,
            DEMO-0003,35kV,清河纸业,1200,{begins:uuuu-MM-dd},yes,paper,,
            """;
        var imported = Must(await stage.Get<CustomerBook>().ImportAsync(csv, "otto", cancellationToken));
        stage.Say($"  otto imports {imported.Count} metering accounts of three customers");

        var hands = stage.Hands;
        var id = await hands.StartAsync("customer-onboarding", Case, cancellationToken);
        await hands.DoAsync(id, "register", "otto", $$"""{"customer": "{{Customer}}", "accounts": 1, "annualMwh": 1200, "begins": "{{begins:uuuu-MM-dd}}"}""", cancellationToken);
        await hands.DoAsync(id, "documents", "anna", """{"decision": "approve"}""", cancellationToken);
        await hands.AtAsync(id, "answer", cancellationToken);
        Must(await stage.Get<ContactChanges>().ConfirmAsync(Customer, new("陈经理", Phone), "signed papers, page 2; called back", "anna", cancellationToken));
        stage.Say($"  otto registers {Customer}, anna checks the papers and confirms the telephone number in them; {Customer} is asked for consent");

        var consents = stage.Get<CustomerConsents>();
        var session = ConsentCode.MakeSession();
        var asked = Must(await consents.AskForOnboardingAsync(Customer, begins, session, Phone, cancellationToken));
        Must(await consents.AgreeToOnboardingAsync(Customer, begins, session, CodeSentTo(stage, Phone), cancellationToken));
        var end = await hands.EndAsync(id, cancellationToken);
        stage.Say($"  the customer enters the code that came by SMS; consent {asked.Name[..8]}… is signed by the hub, and the accounts are bound ({await hands.EndOfAsync(id, cancellationToken)}, {end.Status})");
        return await hands.EndOfAsync(id, cancellationToken) == "onboarded"
            ? []
            : throw new RefusedException("DEMO_CASE", "the customer was not onboarded", "Run it again with --keep DIR and look at `ihub instance list`.");
    }

    /// <summary>What lies in the telephone of a demo.</summary>
    internal static string CodeSentTo(DemoStage stage, string phone) =>
        SmsOutbox.Read(PeopleOfNode.OutboxFile(stage.Folder)).Last(message => message.Phone == phone).Text[..ConsentCode.Digits];

    internal static T Must<T>(Checked<T> result)
        where T : class => result.IsGood
            ? result.Required
            : throw new RefusedException(result.Problems[0].Code, $"{result.Problems[0].Where}: {result.Problems[0].Text.TrimEnd('.')}", result.Problems[0].Remedy);
}
