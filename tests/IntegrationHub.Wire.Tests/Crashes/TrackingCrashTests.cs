using System.Globalization;
using System.Text;
using IntegrationHub.Exchange.Search;
using IntegrationHub.Host.Node;
using IntegrationHub.Identity.Codes;
using IntegrationHub.Market.Contracts;
using IntegrationHub.Market.Json;
using IntegrationHub.Market.Quantities;
using IntegrationHub.Market.Readings;
using IntegrationHub.Market.Time;
using IntegrationHub.Market.Tracking;
using IntegrationHub.Retail.Contracts;
using IntegrationHub.Retail.Customers;
using IntegrationHub.Retail.Packages;
using IntegrationHub.Retail.Readings;
using IntegrationHub.Retail.Records;
using IntegrationHub.Retail.Tracking;
using IntegrationHub.Storage;
using IntegrationHub.Wire.Tests.Support;
using IntegrationHub.Workflows.Engine.Notifying;
using NodaTime;

namespace IntegrationHub.Wire.Tests.Crashes;

/// <summary><c>kill -9</c> in the middle of the daily look at contracts under delivery: every warning, notice and reminder is there once.</summary>
public sealed class TrackingCrashTests(TrackingCrashTests.LookingSite site) : IClassFixture<TrackingCrashTests.LookingSite>
{
    /// <summary>More than are kept in one transaction.</summary>
    private const int Contracts = 70;

    [Theory]
    [InlineData(CrashPoint.BeforeDelivery)]
    [InlineData(CrashPoint.AfterDelivery)]
    [InlineData(CrashPoint.AfterNotice)]
    public async Task A_look_that_is_killed_is_followed_by_one_that_adds_what_is_missing(string point)
    {
        if (site.Market is null)
        {
            return;
        }

        var today = site.Port<DeliveryWatch>().Today;
        var (month, prefix) = (DeliveryWatch.MonthOn(today), $"T{point[9..11].ToUpperInvariant()}{point.Length}");
        List<string> numbers = [.. Enumerable.Range(0, Contracts).Select(number => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number:00}"))];
        await PlantAsync(prefix, numbers, month, today);
        await ForgetAsync();
        await site.CrashedStartingAsync(point);

        // One round may meet the claim of the node that died.
        for (var round = 0; round < 2 && !await LookedAsync(); round++)
        {
            await Until(LookedAsync, round == 0);
        }

        Assert.True(await LookedAsync());
        for (var round = 0; round < 2 && !await RemindedAsync(); round++)
        {
            await Until(RemindedAsync, round == 0);
        }

        var warned = await site.Port<IExchangeReader>().RecentEventsAsync(Exchange.RetailerId.Default, "delivery.warned", 1_000, default);
        var notices = await site.Port<INoticeOutbox>().ReadAsync(null, [], 1_000, default);
        var texts = SmsOutbox.Read(PeopleOfNode.OutboxFile(site.Market.HubFolder));
        foreach (var number in numbers)
        {
            var warning = Assert.Single((await site.Port<DeliveryBook>().FindAsync(number, month, default))!.Warnings);
            Assert.Equal((DeliveryWarningKind.BeyondBand, ReminderState.Sent), (warning.Kind, warning.Reminder));
            Assert.Single(warned, item => item.Data.Contains($"\"{number}\"", StringComparison.Ordinal));
            Assert.Equal(2, notices.Count(notice => notice.Id.Contains($"-{number}-", StringComparison.Ordinal)));
            Assert.Single(texts, text => text.Text.Contains(number, StringComparison.Ordinal));
        }

        async Task<bool> LookedAsync() => (await site.Port<DeliveryBook>().LastLookAsync(default))?.Day == today && (await site.Port<DeliveryBook>().FindAsync(numbers[^1], month, default)) is not null;

        async Task<bool> RemindedAsync()
        {
            foreach (var number in numbers)
            {
                if ((await site.Port<DeliveryBook>().FindAsync(number, month, default))?.Warnings is not [{ Reminder: ReminderState.Sent }])
                    return false;
            }

            return true;
        }
    }

    /// <summary>Rounds are a minute apart, which is as long as anything is waited for.</summary>
    private static async Task Until(Func<Task<bool>> condition, bool mayBeLater)
    {
        try
        {
            await Wait.UntilAsync(condition, "It is not there yet.");
        }
        catch (Xunit.Sdk.XunitException) when (mayBeLater)
        {
            // The next round is the one.
        }
    }

    /// <summary>Contracts in force whose customer takes twice as much as is contracted.</summary>
    private async Task PlantAsync(string prefix, List<string> numbers, BillingMonth month, LocalDate today)
    {
        // A number gets so many reminders a day: each case has its own.
        var (customer, phone) = ($"客户{prefix}", string.Create(CultureInfo.InvariantCulture, $"+861380000{4000 + (prefix.Sum(static letter => letter) % 1000)}"));
        Assert.Empty((await site.Port<CustomerBook>().ImportAsync(
            "accountNumber,voltageLevel,customerName,capacityKw,servedFrom,marketEligible,industry,consentOn\n"
            + string.Concat(numbers.Select(number => $"{number},10kV,{customer},5000,2026-01-01,yes,industry,2026-01-01\n")), "otto", default)).Problems);
        Assert.Empty((await site.Port<ContactBook>().AddAsync(customer, new("陈静", phone), "otto", default)).Problems);
        Assert.Empty((await site.Port<ContactBook>().ConfirmAsync(customer, new("陈静", phone), "signed papers", "anna", default)).Problems);
        Assert.Empty((await site.Port<PackageBook>().ImportAsync(
            """{"code":"LOOK","version":1,"names":{"en":"Fixed"},"currency":"CNY","validFrom":"2026-01-01","price":{"kind":"fixed","price":420}}""", "otto", default)).Problems);
        if (await site.Port<TrackingTermsBook>().FindAsync(default) is null)
        {
            Assert.Empty((await site.Port<TrackingTermsBook>().ImportAsync(
                """
                {"version":1,"currency":"CNY","rules":[{"value":{"deviation":{"bandOver":0.02,"bandUnder":0.02,"coefficientOver":1,"coefficientUnder":1,"rounding":{"decimals":2,"mode":"awayFromZero"} },
                "deviationPrice":100,"warnAt":0.7,"daysNeeded":1,"daysWithoutReadings":30,"marketPrice":400,"priceMove":10,"contractCreditLimit":100000000,"poolCreditLimit":1000000000,"unpaidMonths":1},
                "validFrom":"2026-01-01","validTo":null,"source":{"province":"Testland","document":"Rules made for tests","article":"1","checkedOn":null} }]}
                """, "otto", default)).Problems);
        }

        var records = numbers.Select(number =>
        {
            var terms = new ContractTerms
            {
                MRid = number, Version = 1, Kind = ContractKind.Retail, Type = "A03", Seller = new("10X1001A1001A450", "A01", "星河售电有限公司"), Buyer = new("C-1", "NCN", customer), ValidFrom = month.FirstDay,
                ValidTo = month.LastDay, Quantity = new Energy(4_800_000L * month.Days), Months = new Dictionary<BillingMonth, decimal> { [month] = 1 }, Accounts = [new(number, "10kV")], Currency = "CNY", Package = "LOOK",
                PackageVersion = 1, SettlementMethod = "monthly", Template = "retail-zh", TemplateVersion = 1,
            };
            var body = MarketJson.WriteUtf8(new StoredContract(new ContractLife(terms, ContractState.InForce, "otto")));
            return new BusinessRecord(RecordKind.Contract, number, 1, nameof(ContractState.InForce), month.FirstDay.ToDateOnly(), month.LastDay.ToDateOnly(), body);
        });
        Assert.Equal(RecordResult.Saved, await site.Port<IBusinessRecords>().SaveAsync([.. records], [], "otto", default));
        var csv = new StringBuilder("accountNumber,voltageLevel,day,kwh\n");
        foreach (var (number, day) in numbers.SelectMany(number => month.EveryDay().Where(day => day < today).Select(day => (number, day))))
            csv.Append(CultureInfo.InvariantCulture, $"{number},10kV,{day:uuuu-MM-dd},{string.Join(' ', Enumerable.Repeat("100", 96))}\n");

        Assert.Empty((await site.Port<ReadingBook>().ImportAsync(csv.ToString(), ReadingSource.Meter, "otto", default)).Problems);
    }

    /// <summary>As if the last look was the day before: the next one is due at once.</summary>
    private async Task ForgetAsync()
    {
        var records = site.Port<IBusinessRecords>();
        if (await records.FindAsync(RecordKind.DeliveryLook, "look", 1, default) is not { } record)
        {
            return;
        }

        var look = (await site.Port<DeliveryBook>().LastLookAsync(default))!;
        var before = look with { Day = look.Day.PlusDays(-2), At = look.At.AddDays(-2) };
        Assert.Equal(RecordResult.Saved, await records.SaveAsync([record with { Body = MarketJson.WriteUtf8(before) }], [], "otto", default));
    }

    /// <summary>Its day's look is due from midnight on, and reminders may go at any hour.</summary>
    public sealed class LookingSite : CrashSite
    {
        protected override async Task PrepareAsync() => await File.AppendAllTextAsync(Market!.HubFolder.ConfigurationFile, "retail:\n  deliveryLookAt: \"00:00\"\n  quietFrom: \"00:00\"\n  quietTo: \"00:00\"\n  messagesPerDay: 100\n");
    }
}
