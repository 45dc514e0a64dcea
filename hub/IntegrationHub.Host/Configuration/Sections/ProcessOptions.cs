using IntegrationHub.Host.Configuration.Binding;
using IntegrationHub.Retail.Processes.Messages;

namespace IntegrationHub.Host.Configuration.Sections;

/// <summary>How processes run on this node.</summary>
internal sealed record ProcessOptions
{
    [Setting("Whether this node runs processes. Verbs and pages work either way.")]
    public bool Run { get; init; } = true;

    [Setting("Folder with definitions (*.bpmn) that are deployed at start besides the shipped ones; empty is none.")]
    public string Definitions { get; init; } = "";

    [Setting("Steps, calls of services and timers at work at the same time.", Min = "1", Max = "256")]
    public int Concurrency { get; init; } = 8;

    [Setting("Longest pause between two looks for what is due when nothing was.", Min = "10ms", Max = "1m")]
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromMilliseconds(250);

    [Setting("How long a service may take before its call counts as failed.", Min = "1s", Max = "1h")]
    public TimeSpan ServiceTimeout { get; init; } = TimeSpan.FromSeconds(90);

    [Setting("What people whose account has a telephone are sent by text message besides their page: nothing, tasks that are overdue (and what a process asks to be sent), or tasks that are due soon as well.")]
    public StaffSms Sms { get; init; } = StaffSms.Overdue;

    [Setting("Such messages to one number on one day of the market; what is more is on the page alone.", Min = "1", Max = "100")]
    public int SmsPerDay { get; init; } = 10;

    [Setting("How long it is kept what people were told, on pages and by text message, and what became of it.", Min = "200d", Max = "36500d")]
    public TimeSpan KeepNotices { get; init; } = TimeSpan.FromDays(400);

    [Setting("People of the retailer with their roles, for `--as` until they sign in. A development folder without any has anna, bert and otto.")]
    public IReadOnlyList<StaffOptions> Staff { get; init; } = [];
}

/// <summary>One person of the retailer.</summary>
internal sealed record StaffOptions
{
    [Setting("Name by which the person acts.", Required = true)]
    public string Name { get; init; } = "";

    [Setting("Roles, as definitions name them.")]
    public IReadOnlyList<string> Roles { get; init; } = [];
}
