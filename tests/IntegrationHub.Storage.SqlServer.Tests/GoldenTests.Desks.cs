using System.Text;
using System.Text.Json;
using IntegrationHub.Identity;
using IntegrationHub.Identity.BreakGlass;
using IntegrationHub.Identity.Passwords;
using IntegrationHub.Identity.People;
using IntegrationHub.Identity.Services;
using IntegrationHub.Identity.Sessions;
using IntegrationHub.Identity.SignIn;
using IntegrationHub.Storage.SqlServer.Tests.Tds;
using IntegrationHub.Storage.Tests.Compliance;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Storage.SqlServer.Tests;

/// <content>Programs and their tokens, the way in under two administrators, confirmations.</content>
public sealed partial class GoldenTests
{
    private static async Task LetInAsync(RecordedStore recorded)
    {
        var (peer, time, phones) = (recorded.Peer, new ShiftedTime(), new Phones());
        using var people = new People();
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time).AddSingleton<Exchange.IIdSource, SampleIds>().AddSingleton(new PasswordHashing(rounds: 1_000))
            .AddIntegrationHubStorage(recorded.Store).AddIdentity(people.Authorities, null, SessionPolicies.Default, phones).BuildServiceProvider();

        // A program: written down, listed, agreed to; its token made and judged.
        var programs = services.GetRequiredService<ServiceAccountBook>();
        Assert.Empty(await programs.ProposeAsync(new NewServiceAccount("billing", "billing", [Permission.ReadContracts], 60), "user:one", default));
        Assert.Empty(await programs.ListAsync(default));
        peer.AnswerWhere("SELECT TOP(2)", Program(ServiceState.Proposed)).AnswerWhere("UPDATE [b]", TdsAnswer.Changed(1));
        Assert.Empty(await programs.ApproveAsync("billing", "user:two", static _ => false, default));
        peer.AnswerWhere("SELECT TOP(2)", Program(ServiceState.Active)).AnswerWhere("UPDATE [b]", TdsAnswer.Changed(1));
        var token = (await programs.RotateAsync("billing", TimeSpan.FromDays(30), TimeSpan.Zero, null, unbind: false, "user:two", default)).Made!.Token;
        var tokens = services.GetRequiredService<ServiceAuthentication>();
        var call = new ServiceCall(token.ToString(), null, "192.0.2.1", "listContracts", Permission.ReadContracts);
        Assert.Equal(ServiceStatus.Refused, (await tokens.JudgeAsync(call, default)).Status);
        var secret = Kept("ServiceToken", token.Digest, ServiceRows.Good, new ServiceRows.Secret("billing", token.Prefix, Now, time.GetUtcNow().AddDays(30), null, null));
        peer.AnswerWhere("SELECT TOP(2)", secret).AnswerWhere("SELECT TOP(2)", Program(ServiceState.Active)).AnswerWhere("SELECT TOP(2)", secret).AnswerWhere("UPDATE [b]", TdsAnswer.Changed(1));
        Assert.Equal(ServiceStatus.Good, (await tokens.JudgeAsync(call, default)).Status);

        // An envelope is filled and opened, somebody else agrees.
        var desk = services.GetRequiredService<BreakGlassDesk>();
        peer.AnswerWhere("[hub].[account] AS", Administrator("li"));
        var code = (await desk.SealAsync("li", "test", default)).Code!;
        peer.AnswerWhere("[hub].[account] AS", Account(UserClass.Core)).AnswerWhere("[hub].[account] AS", Administrator("li"))
            .AnswerWhere("[hub].[business_record] AS", Kept("BreakGlassEnvelope", "li", BreakGlassRows.Good, new BreakGlassRows.Envelope(BreakGlassCode.Digest("li", code), Now))).AnswerWhere("UPDATE [b]", TdsAnswer.Changed(1));
        var id = (await desk.AskAsync("anna", "gateway is away", new AdministratorProof("li", code), default)).Id!;
        peer.AnswerWhere("[hub].[business_record] AS", Kept("BreakGlassOpening", id, nameof(OpeningState.Asked), new Identity.BreakGlass.Opening("anna", "gateway is away", "li", time.GetUtcNow())))
            .AnswerWhere("[hub].[account] AS", Administrator("wu")).AnswerWhere("[hub].[account] AS", Administrator("li")).AnswerWhere("UPDATE [b]", TdsAnswer.Changed(1));
        Assert.NotNull((await desk.AgreeAsync(id, new AdministratorProof("wu", null), default)).Code);
        Assert.Empty(await desk.ListAsync(default));
        Assert.Empty(await desk.EnvelopesAsync(default));

        // Password and code once more, for one act.
        var stepUp = services.GetRequiredService<StepUp>();
        var anna = new Account(Row, "anna", UserClass.Staff, [Role.Staff], "Anna", "+8613800000001", Now, null);
        var who = new SignedIn(Row, anna, Door.Staff, Now, time.GetUtcNow().AddHours(1));
        var (session, visitor) = (SessionToken.Make(), new Visitor(Door.Staff, "192.0.2.1", "browser", null));
        peer.AnswerWhere("[a].[password_hash]", TdsAnswer.Rows("t", [services.GetRequiredService<PasswordHashing>().Hash("orchard lantern tide")]));
        Assert.Equal(PasswordStatus.CodeSent, await stepUp.BeginAsync(visitor, who, session, "orchard lantern tide", default));
        Assert.Equal(CodeStatus.Over, await stepUp.FinishAsync(who, session, phones.LastCode(), default));
        await services.GetRequiredService<Looks>().RecordAsync(anna, "exchanges", Row, "party=a", default);
    }

    private static TdsAnswer Program(ServiceState state) =>
        Kept("ServiceAccount", "billing", state.ToString(), new ServiceRows.Program("billing", [nameof(Permission.ReadContracts)], 60, "user:one", "user:two", Now));

    private static TdsAnswer Kept<T>(string kind, string key, string state, T value) => TdsAnswer.Rows(
        "ixxyttldttyi", [1, Row, JsonSerializer.SerializeToUtf8Bytes(value), null, key, kind, 1L, Now, "li", state, null, 1]);

    private static TdsAnswer Administrator(string name) => TdsAnswer.Rows(
        "ixsddtdtxti", [1, Row, (int)UserClass.Core, Now, null, name, Now, "", Encoding.UTF8.GetBytes("""{"DisplayName":"Li","Phone":"+8613800000002"}"""), "SecurityAdministrator", 1]);
}
