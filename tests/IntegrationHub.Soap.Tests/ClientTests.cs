using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IntegrationHub.Adapters.Soap.Client;
using IntegrationHub.Adapters.Soap.Messages;
using IntegrationHub.Adapters.Soap.Service;
using IntegrationHub.Evidence.Certificates;
using IntegrationHub.Evidence.Revocation;
using IntegrationHub.Evidence.Signatures;
using IntegrationHub.Exchange.Mailbox;
using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Partners;
using IntegrationHub.Soap.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace IntegrationHub.Soap.Tests;

/// <summary>How calls to a partner end, against our own service as the partner.</summary>
public sealed class ClientTests
{
    private static readonly byte[] Document = Encoding.UTF8.GetBytes(Requests.Schedule);

    [Theory]
    [InlineData(SoapVersion.Soap11)]
    [InlineData(SoapVersion.Soap12)]
    public async Task All_operations_come_back_as_responses(SoapVersion version)
    {
        await using var hub = await TestHub.StartAsync();
        hub.Add(5, Document);
        using var service = Client(version: version);
        var (party, endpoint) = Partner(hub.Address);
        var list = Assert.IsType<PartnerAnswer.Response>(await service.ListAsync(party, endpoint, new MailboxQuery(0, null, IntervalType.Application, null, [], null, 10), default));
        Assert.Equal(5, Assert.Single(ListAnswer.Read(list.Body, out _)!.Entries).Code);
        Assert.IsType<PartnerAnswer.Response>(await service.GetAsync(party, endpoint, 5, default));
        Assert.IsType<PartnerAnswer.Response>(await service.QueryAsync(party, endpoint, "parameterLimits", [], default));
        Assert.IsType<PartnerAnswer.Response>(await service.PutAsync(party, endpoint, Signed(), default));
    }

    [Fact]
    public async Task Faults_carry_code_and_transience()
    {
        await using var hub = await TestHub.StartAsync(new PartyLimits { MaxRequestsPerMinute = 1 });
        using var service = Client();
        var (party, endpoint) = Partner(hub.Address);
        var missing = Assert.IsType<PartnerAnswer.Fault>(await service.GetAsync(party, endpoint, 99, default));
        Assert.Equal(("GET-006", false), (missing.Code, missing.Transient));
        var rate = Assert.IsType<PartnerAnswer.Fault>(await service.GetAsync(party, endpoint, 99, default));
        Assert.Equal(("GET-010", true), (rate.Code, rate.Transient));
        Assert.NotNull(rate.RetryAfter);
    }

    [Fact]
    public async Task Nobody_listening_is_not_delivered()
    {
        using var service = Client();
        var (party, endpoint) = Partner(new Uri("https://127.0.0.1:1/ServiceEME"));
        Assert.True(Assert.IsType<PartnerAnswer.NotDelivered>(await service.PutAsync(party, endpoint, Signed(), default)).Transient);
    }

    [Fact]
    public async Task A_certificate_that_is_not_the_partners_is_not_delivered_and_somebody_has_to_act()
    {
        await using var hub = await TestHub.StartAsync();
        using var service = Client();
        var (party, endpoint) = Partner(hub.Address);
        party = party with { TlsCertificates = [TestCertificates.Thumbprint(TestHub.PartyCertificate)] };
        Assert.False(Assert.IsType<PartnerAnswer.NotDelivered>(await service.PutAsync(party, endpoint, Signed(), default)).Transient);
        Assert.Empty(hub.Reception.Received);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    public async Task A_partners_server_whose_certificate_is_revoked_is_not_talked_to(int daysFromNow, bool delivered)
    {
        await using var hub = await TestHub.StartAsync();
        using var service = Client(revocation: new Revoked(TimeProvider.System.GetUtcNow().AddDays(daysFromNow)));
        var (party, endpoint) = Partner(hub.Address);
        await service.PutAsync(party, endpoint, Signed(), default);
        Assert.Equal(delivered, hub.Reception.Received.Count == 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task About_a_server_that_is_not_the_partners_no_revocation_is_asked(bool pinned)
    {
        await using var hub = await TestHub.StartAsync();
        var revocation = new Revoked(TimeProvider.System.GetUtcNow());
        using var service = Client(revocation: revocation);
        var (_, endpoint) = Partner(hub.Address);
        // Neither the certificate that is named for it, nor one that an authority of ours issued.
        var party = TestHub.MakeParty("hub", pinned ? TestHub.PartyCertificate : null);
        Assert.IsType<PartnerAnswer.NotDelivered>(await service.PutAsync(party, endpoint, Signed(), default));
        Assert.Empty(revocation.Asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_sides_take_note_of_the_certificate_of_who_is_bound_and_of_nobody_else(bool known)
    {
        var (server, client) = (new Noted(), new Noted());
        await using var hub = await TestHub.StartAsync(services: services => services.AddSingleton<ICertificateNotes>(server));
        using var service = Client(notes: client);
        var (_, endpoint) = Partner(hub.Address);
        var party = TestHub.MakeParty("hub", known ? TestHub.ServerCertificate : TestHub.PartyCertificate);

        await service.PutAsync(party, endpoint, Signed(), default);

        Assert.Equal(known ? [TestHub.ServerCertificate.Thumbprint] : [], client.Thumbprints.Distinct());
        Assert.Equal(known ? [TestHub.PartyCertificate.Thumbprint] : [], server.Thumbprints.Distinct());
    }

    [Fact]
    public async Task Being_unknown_is_not_delivered_and_somebody_has_to_act()
    {
        await using var hub = await TestHub.StartAsync(enabled: false);
        using var service = Client();
        var (party, endpoint) = Partner(hub.Address);
        Assert.False(Assert.IsType<PartnerAnswer.NotDelivered>(await service.PutAsync(party, endpoint, Signed(), default)).Transient);
    }

    [Fact]
    public async Task A_put_that_ends_without_soap_answer_is_lost_and_a_get_can_simply_be_repeated()
    {
        await using var hub = await TestHub.StartAsync();
        hub.Reception.Failure = new TimeoutException("store");
        hub.Mailbox.Failure = new TimeoutException("store");
        using var service = Client();
        var (party, endpoint) = Partner(hub.Address);
        Assert.IsType<PartnerAnswer.AnswerLost>(await service.PutAsync(party, endpoint, Signed(), default));
        Assert.True(Assert.IsType<PartnerAnswer.NotDelivered>(await service.GetAsync(party, endpoint, 1, default)).Transient);
    }

    [Fact]
    public async Task An_answer_above_the_limit_is_lost()
    {
        await using var hub = await TestHub.StartAsync(configure: options => options.CompressAboveBytes = 0);
        hub.Add(1, Encoding.UTF8.GetBytes("<a xmlns=\"urn:a\">" + new string('x', 3_000_000) + "</a>"));
        using var service = Client();
        var (party, endpoint) = Partner(hub.Address);
        Assert.IsType<PartnerAnswer.AnswerLost>(await service.GetAsync(party with { Limits = new PartyLimits { MaxDocumentBytes = 1024 } }, endpoint, 1, default));
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_request_left_is_lost()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var connection = await listener.AcceptTcpClientAsync();
            using var tls = new System.Net.Security.SslStream(connection.GetStream());
            await tls.AuthenticateAsServerAsync(TestHub.ServerCertificate);
            Assert.True(await tls.ReadAsync(new byte[100]) > 0);
        });
        using var service = Client();
        var (party, endpoint) = Partner(new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/ServiceEME"));
        Assert.IsType<PartnerAnswer.AnswerLost>(await service.PutAsync(party, endpoint, Signed(), default));
        await serving;
    }

    private static ReadOnlyMemory<byte> Signed() => new MessageSigner().Sign(
        RequestWriter.Put(Document, new OwnHeader(TimeProvider.System.GetUtcNow())), SigningKey.FromCertificate(TestHub.PartyCertificate));

    private static SoapPartnerService Client(SoapVersion version = SoapVersion.Soap12, ICertificateRevocation? revocation = null, ICertificateNotes? notes = null) => new(
        new SoapKeys(() => TestHub.PartyCertificate, () => SigningKey.FromCertificate(TestHub.PartyCertificate)), new MessageSigner(),
        new SoapClientOptions { Version = _ => version, Revocation = revocation, Notes = notes }, TimeProvider.System);

    private static (Party, PartyEndpoint) Partner(Uri address) => (TestHub.MakeParty("hub", TestHub.ServerCertificate), new PartyEndpoint("one", address, 0));

    private sealed class Noted : ICertificateNotes
    {
        public ConcurrentQueue<string> Thumbprints { get; } = new();

        public void Seen(X509Certificate2 certificate) => Thumbprints.Enqueue(certificate.Thumbprint);
    }

    private sealed class Revoked(DateTimeOffset at) : ICertificateRevocation
    {
        public ConcurrentQueue<string> Asked { get; } = new();

        public RevokedEntry? RevocationOf(X509Certificate2 certificate)
        {
            Asked.Enqueue(certificate.Subject);
            return new(at, 1);
        }
    }
}
