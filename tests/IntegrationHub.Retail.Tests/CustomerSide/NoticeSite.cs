using System.Globalization;
using IntegrationHub.Exchange;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Market.CustomerSide;
using IntegrationHub.Retail.Processes.CustomerSide;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Settlement;
using IntegrationHub.Retail.Tests.Tracking;
using IntegrationHub.Retail.Tracking;
using NodaTime;
using static IntegrationHub.Retail.Tests.RetailSite;

namespace IntegrationHub.Retail.Tests.CustomerSide;

/// <summary>A hub that tells persons who sign in for customers, with a clock in the market's zone and a gateway that notes what it takes.</summary>
internal sealed class NoticeSite(RetailSite site) : TimeProvider, ISmsSender
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    private long _looks;

    /// <summary>The market's time.</summary>
    public LocalDateTime Now { get; set; } = new(2026, 11, 12, 12, 0);

    public IBusinessRecords Records { get; init; } = site.Records;

    public int MostPerDay { get; init; } = 3;

    public PublishedItems Crossings { get; init; } = new();

    public List<(string Phone, string Text)> Messages { get; } = [];

    /// <summary>Called before and after a message is taken.</summary>
    public Action BeforeMessage { get; set; } = static () => { };

    public Action AfterMessage { get; set; } = static () => { };

    public LoginBook Logins => new(Records, site.Customers, Crossings, site.Get<IIdSource>(), new PasswordHashing(), RetailerId.Default, this);

    public SubscriptionBook Subscriptions => new(Records, Logins, Crossings, RetailerId.Default, this);

    public CustomerNoticeBook Notices => new(Records, Logins, this);

    public CustomerNoticeSending Sending => new(Notices, Logins, Subscriptions, site.Contracts, Limits, new(Records), Crossings, this, RetailerId.Default, this);

    public EndingContracts Ending => new(Notices, Logins, Subscriptions, site.Customers, new(site.Contracts, site.Customers), Limits, this);

    public CustomerShelves Shelves => new(
        Records, Crossings, Logins, site.Customers, new(site.Contracts, site.Customers), new(site.Get<SettlementBook>(), site.Get<ReadingBook>(), this), new(site.Get<DeliveryBook>(), site.Get<DeliveryWatch>()), Notices,
        RetailerId.Default, this);

    private ReminderLimits Limits => new(Records, new(Zone, new(new(22, 0), new(8, 0)), MostPerDay), this);

    /// <summary>It goes on while it is looked at, as clocks do.</summary>
    public override DateTimeOffset GetUtcNow() => Now.InZoneStrictly(Zone).ToDateTimeOffset() + TimeSpan.FromTicks(Interlocked.Increment(ref _looks));

    /// <summary>A customer of a test's own with somebody who signs in; name of the customer, login and number.</summary>
    public async Task<(string Customer, string Login, string Phone)> PersonAsync(string? customer = null)
    {
        var number = site.Fresh("N");
        var login = number.ToLowerInvariant();
        var phone = $"+86139{int.Parse(number[2..], CultureInfo.InvariantCulture):00000000}";
        if (customer is null)
        {
            customer = "客户" + number;
            Good(await site.Customers.ImportAsync($"accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible\nACC-{number},10kV,{customer},500,2024-01-01,yes\n", "li", default));
        }

        Good(await Logins.AddAsync(login, customer, "陈静", phone, "seven quiet lanterns drift", "li", default));
        return (customer, login, phone);
    }

    /// <summary>Has a person choose one topic otherwise than usual.</summary>
    public async Task ChooseAsync(string login, SubscriptionTopic topic, bool page, bool sms, int days = 30)
    {
        var usual = await Subscriptions.OfAsync(login, default);
        Good(await Subscriptions.ChooseAsync(login, new([.. usual.Topics.Select(one => one.Topic == topic ? new(topic, page, sms) : one)], days), default));
    }

    public IReadOnlyList<string> To(string phone) => [.. Messages.Where(message => message.Phone == phone).Select(static message => message.Text)];

    /// <summary>What the page of a login was given.</summary>
    public IReadOnlyList<CustomerNotice> PageOf(string login) =>
        [.. Crossings.Items.Where(item => item.Kind == CrossingKinds.Notice && item.Subject == CustomerLogin.SubjectOf(login)).Select(static item => CustomerNotice.Read(item.Payload).Required)];

    public Task SendAsync(string phone, string text, CancellationToken cancellationToken)
    {
        BeforeMessage();
        Messages.Add((phone, text));
        AfterMessage();
        return Task.CompletedTask;
    }
}
