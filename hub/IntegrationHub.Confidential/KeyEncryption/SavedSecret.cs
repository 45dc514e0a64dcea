namespace IntegrationHub.Confidential.KeyEncryption;

/// <summary>A file that goes along with a copy of the keys: a private key of the machine, wrapped like them.</summary>
/// <param name="Path">Its place in the folder it belongs to, with <c>/</c> between the parts.</param>
/// <param name="Content">Its octets.</param>
public sealed record SavedSecret(string Path, ReadOnlyMemory<byte> Content);
