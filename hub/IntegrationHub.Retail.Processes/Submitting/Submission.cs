namespace IntegrationHub.Retail.Processes.Submitting;

/// <summary>A document of a process, made once: whoever asks again gets these octets, whatever the clock says by then.</summary>
/// <param name="MRid">Identification; processes wait for answers by it.</param>
/// <param name="Revision">Revision, from 1.</param>
/// <param name="Sender">Our code in the document.</param>
/// <param name="Party">Name of the partner it is for.</param>
/// <param name="Created">Creation instant in the document.</param>
/// <param name="Sha256">SHA-256 of the octets in lower hexadecimal digits.</param>
/// <param name="Document">The document, UTF-8.</param>
public sealed record Submission(string MRid, int Revision, string Sender, string Party, DateTimeOffset Created, string Sha256, byte[] Document);
